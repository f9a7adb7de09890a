-- Version 1 of the data file. Frozen: a change is a new migration.

-- One table a record kind. `seq` keeps the order of entry; AUTOINCREMENT never gives a number
-- twice, so a removed row can come back to its place. Money and rates are ten-thousandths of the
-- currency unit, days ISO text, lists and objects JSON text (NULL = empty), `extra` the fields of
-- newer programs, `batch` the import that brought the row. Without '+0 days' SQLite lets
-- 30 February pass.

CREATE TABLE client (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    contact TEXT,
    email TEXT,
    since TEXT CHECK (date(since, '+0 days') IS since),
    state TEXT NOT NULL,
    closed_on TEXT CHECK (date(closed_on, '+0 days') IS closed_on),
    returned_on TEXT CHECK (date(returned_on, '+0 days') IS returned_on),
    ended_by TEXT,
    currency TEXT NOT NULL,
    country TEXT,
    debtor TEXT NOT NULL,
    rate INTEGER,
    floor INTEGER,
    payment_days INTEGER NOT NULL CHECK (payment_days >= 0),
    pay_grace_days INTEGER NOT NULL CHECK (pay_grace_days >= 0),
    earns TEXT NOT NULL,
    not_tracked TEXT,
    pays_through TEXT,
    season TEXT,
    language TEXT NOT NULL,
    contacts TEXT,
    reply_days INTEGER NOT NULL CHECK (reply_days >= 0),
    exposure_limit INTEGER,
    tie TEXT NOT NULL,
    tags TEXT,
    review_days INTEGER NOT NULL CHECK (review_days >= 0),
    do_not_contact INTEGER NOT NULL CHECK (do_not_contact IN (0, 1)),
    linked TEXT,
    quirks TEXT,
    contract TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE TABLE engagement (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    mode TEXT NOT NULL,
    start TEXT NOT NULL CHECK (date(start, '+0 days') IS start),
    name TEXT,
    rate INTEGER,
    fee INTEGER,
    quoted_hours REAL,
    included_rounds INTEGER CHECK (included_rounds >= 0),
    "end" TEXT CHECK (date("end", '+0 days') IS "end"),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX engagement_client ON engagement (client);

CREATE TABLE time (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    minutes INTEGER NOT NULL CHECK (minutes >= 0),
    engagement TEXT,
    work TEXT NOT NULL,
    text TEXT,
    source TEXT,
    source_key TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX time_client ON time (client);

CREATE TABLE invoice (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    issued TEXT NOT NULL CHECK (date(issued, '+0 days') IS issued),
    due TEXT NOT NULL CHECK (date(due, '+0 days') IS due),
    amount INTEGER NOT NULL,
    number TEXT,
    due_assumed INTEGER NOT NULL CHECK (due_assumed IN (0, 1)),
    currency TEXT,
    received_on TEXT CHECK (date(received_on, '+0 days') IS received_on),
    state TEXT NOT NULL,
    disputed_on TEXT CHECK (date(disputed_on, '+0 days') IS disputed_on),
    dispute_settled_on TEXT CHECK (date(dispute_settled_on, '+0 days') IS dispute_settled_on),
    source TEXT,
    source_key TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX invoice_client ON invoice (client);

CREATE TABLE payment (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    invoice TEXT NOT NULL REFERENCES invoice (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    amount INTEGER NOT NULL,
    source TEXT,
    source_key TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX payment_invoice ON payment (invoice);

CREATE TABLE plan (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    agreed TEXT NOT NULL CHECK (date(agreed, '+0 days') IS agreed),
    invoices TEXT NOT NULL,
    instalments TEXT NOT NULL,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX plan_client ON plan (client);

CREATE TABLE gift (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "from" TEXT NOT NULL CHECK (date("from", '+0 days') IS "from"),
    until TEXT NOT NULL CHECK (date(until, '+0 days') IS until),
    hours_per_month REAL NOT NULL,
    reason TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX gift_client ON gift (client);

CREATE TABLE confirmed (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    fact TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    until TEXT NOT NULL CHECK (date(until, '+0 days') IS until),
    text TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX confirmed_client ON confirmed (client);

CREATE TABLE work_item (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    due TEXT CHECK (date(due, '+0 days') IS due),
    done_on TEXT CHECK (date(done_on, '+0 days') IS done_on),
    assigned TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX work_item_client ON work_item (client);

CREATE TABLE energy (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    mark INTEGER NOT NULL CHECK (mark BETWEEN 1 AND 5),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX energy_client ON energy (client);

CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    what TEXT NOT NULL,
    text TEXT,
    tone INTEGER NOT NULL CHECK (tone BETWEEN -2 AND 2),
    engagement TEXT,
    who TEXT,
    needs_answer INTEGER NOT NULL CHECK (needs_answer IN (0, 1)),
    answered_on TEXT CHECK (date(answered_on, '+0 days') IS answered_on),
    complaint INTEGER NOT NULL CHECK (complaint IN (0, 1)),
    solved_on TEXT CHECK (date(solved_on, '+0 days') IS solved_on),
    asks INTEGER NOT NULL CHECK (asks IN (0, 1)),
    outcome TEXT,
    due TEXT CHECK (date(due, '+0 days') IS due),
    kept_on TEXT CHECK (date(kept_on, '+0 days') IS kept_on),
    role TEXT,
    sign TEXT,
    reason TEXT,
    "by" TEXT,
    until TEXT CHECK (date(until, '+0 days') IS until),
    type TEXT,
    closed_on TEXT CHECK (date(closed_on, '+0 days') IS closed_on),
    asker TEXT,
    hours REAL,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX event_client ON event (client);

CREATE TABLE note (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    text TEXT NOT NULL,
    supersedes TEXT,
    private INTEGER NOT NULL CHECK (private IN (0, 1)),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX note_client ON note (client);

CREATE TABLE attempt (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    screen TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    opened_at TEXT,
    flag TEXT,
    taken_on TEXT CHECK (date(taken_on, '+0 days') IS taken_on),
    review_by TEXT CHECK (date(review_by, '+0 days') IS review_by),
    check_on TEXT CHECK (date(check_on, '+0 days') IS check_on),
    extended_on TEXT CHECK (date(extended_on, '+0 days') IS extended_on),
    outcome TEXT,
    outcome_on TEXT CHECK (date(outcome_on, '+0 days') IS outcome_on),
    outcome_reason TEXT,
    own_plans INTEGER NOT NULL CHECK (own_plans IN (0, 1)),
    override TEXT,
    overridden TEXT,
    paused_on TEXT CHECK (date(paused_on, '+0 days') IS paused_on),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX attempt_client ON attempt (client);

CREATE TABLE answer (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    attempt TEXT NOT NULL,
    screen TEXT NOT NULL,
    question TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    value TEXT NOT NULL,
    ask TEXT NOT NULL,
    playbook TEXT NOT NULL,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX answer_client ON answer (client);

CREATE TABLE decision (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    attempt TEXT NOT NULL,
    screen TEXT NOT NULL,
    code TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    say TEXT NOT NULL,
    playbook TEXT NOT NULL,
    flag TEXT,
    because TEXT,
    known TEXT,
    proposed TEXT,
    expect TEXT,
    "set" TEXT,
    template TEXT,
    review_by TEXT CHECK (date(review_by, '+0 days') IS review_by),
    next TEXT,
    note TEXT,
    watch_until TEXT CHECK (date(watch_until, '+0 days') IS watch_until),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX decision_client ON decision (client);

CREATE TABLE action (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    text TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    decision TEXT,
    due TEXT CHECK (date(due, '+0 days') IS due),
    done_on TEXT CHECK (date(done_on, '+0 days') IS done_on),
    dropped_on TEXT CHECK (date(dropped_on, '+0 days') IS dropped_on),
    template TEXT,
    "to" TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX action_client ON action (client);

CREATE TABLE message (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    template TEXT NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    text TEXT,
    slots TEXT,
    decision TEXT,
    attempt TEXT,
    drafted_at TEXT,
    sent_on TEXT CHECK (date(sent_on, '+0 days') IS sent_on),
    reason TEXT,
    checked_on TEXT CHECK (date(checked_on, '+0 days') IS checked_on),
    parked_on TEXT CHECK (date(parked_on, '+0 days') IS parked_on),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX message_client ON message (client);

CREATE TABLE checklist (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    list TEXT NOT NULL,
    n INTEGER NOT NULL,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    state TEXT NOT NULL,
    text TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX checklist_client ON checklist (client);

CREATE TABLE lesson (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    ours TEXT,
    theirs TEXT,
    stated TEXT,
    cause TEXT,
    "where" TEXT,
    evidence TEXT,
    habit TEXT,
    work_mark INTEGER CHECK (work_mark BETWEEN 1 AND 5),
    care_mark INTEGER CHECK (care_mark BETWEEN 1 AND 5),
    final_on TEXT CHECK (date(final_on, '+0 days') IS final_on),
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX lesson_client ON lesson (client);

CREATE TABLE watch_rule (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    "when" TEXT NOT NULL,
    sentence TEXT NOT NULL,
    lesson TEXT,
    until TEXT CHECK (date(until, '+0 days') IS until),
    retired_on TEXT CHECK (date(retired_on, '+0 days') IS retired_on),
    dismissed TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE TABLE review (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    finished_on TEXT CHECK (date(finished_on, '+0 days') IS finished_on),
    queue TEXT,
    cards TEXT,
    seen TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE TABLE override (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    client TEXT NOT NULL REFERENCES client (id) DEFERRABLE INITIALLY DEFERRED,
    "on" TEXT NOT NULL CHECK (date("on", '+0 days') IS "on"),
    health TEXT NOT NULL,
    until TEXT CHECK (date(until, '+0 days') IS until),
    reason TEXT,
    extra TEXT,
    batch TEXT
) STRICT;

CREATE INDEX override_client ON override (client);

-- What was done, for ever: one row a change, chained by hashes.

CREATE TABLE journal (
    number INTEGER PRIMARY KEY,
    uuid TEXT NOT NULL UNIQUE,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    undoes INTEGER REFERENCES journal (number),
    content TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE INDEX journal_undoes ON journal (undoes) WHERE undoes IS NOT NULL;

CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;

CREATE TRIGGER journal_is_never_shortened BEFORE DELETE ON journal
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;

CREATE TRIGGER journal_is_never_replaced BEFORE INSERT ON journal
WHEN EXISTS (SELECT 1 FROM journal WHERE number = NEW.number OR uuid = NEW.uuid)
BEGIN
    SELECT RAISE(ABORT, 'the journal is only added to');
END;

-- Imports. `removed` holds the rows while the import is undone, so that redo can bring them back.

CREATE TABLE batch (
    id TEXT NOT NULL PRIMARY KEY,
    file TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    counts TEXT NOT NULL,
    digest TEXT NOT NULL,
    removed BLOB
) STRICT;

-- Small answers given once, by topic.

CREATE TABLE remembered (
    topic TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (topic, name)
) STRICT;

-- Text typed and not saved yet.

CREATE TABLE draft (
    name TEXT NOT NULL PRIMARY KEY,
    text TEXT NOT NULL,
    at TEXT NOT NULL
) STRICT;

-- The first list as it was last computed: a cache, at most one row.

CREATE TABLE glance (
    name TEXT NOT NULL PRIMARY KEY,
    head INTEGER NOT NULL,
    rows TEXT NOT NULL
) STRICT;
