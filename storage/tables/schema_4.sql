-- What version 4 added. Frozen: a change is a new migration.

-- The search index holds a row for each record with words in it. Which rows are to be looked at
-- again stands here, written by the triggers below in the transaction of whatever changed the record,
-- and gone again when the index has followed (storage/search_index.py). The triggers need nothing of
-- FTS5, so a Python without it, and another program, leave a true list behind. A place is
-- day << 40 | kind << 36 | seq, so that the newest records come first by their number alone; a client
-- comes before all days.

CREATE TABLE search_due (
    place INTEGER PRIMARY KEY
) STRICT;

CREATE TRIGGER search_invoice_added AFTER INSERT ON "invoice"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."issued") - 1721424.5 AS INTEGER) << 40
        | 68719476736 | NEW.seq
    );
END;

CREATE TRIGGER search_invoice_changed AFTER UPDATE ON "invoice"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."issued") - 1721424.5 AS INTEGER) << 40
        | 68719476736 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."issued") - 1721424.5 AS INTEGER) << 40
        | 68719476736 | NEW.seq
    );
END;

CREATE TRIGGER search_invoice_removed AFTER DELETE ON "invoice"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."issued") - 1721424.5 AS INTEGER) << 40
        | 68719476736 | OLD.seq
    );
END;

CREATE TRIGGER search_attempt_added AFTER INSERT ON "attempt"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 137438953472 | NEW.seq
    );
END;

CREATE TRIGGER search_attempt_changed AFTER UPDATE ON "attempt"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 137438953472 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 137438953472 | NEW.seq
    );
END;

CREATE TRIGGER search_attempt_removed AFTER DELETE ON "attempt"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 137438953472 | OLD.seq
    );
END;

CREATE TRIGGER search_decision_added AFTER INSERT ON "decision"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 206158430208 | NEW.seq
    );
END;

CREATE TRIGGER search_decision_changed AFTER UPDATE ON "decision"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 206158430208 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 206158430208 | NEW.seq
    );
END;

CREATE TRIGGER search_decision_removed AFTER DELETE ON "decision"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 206158430208 | OLD.seq
    );
END;

CREATE TRIGGER search_message_added AFTER INSERT ON "message"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 274877906944 | NEW.seq
    );
END;

CREATE TRIGGER search_message_changed AFTER UPDATE ON "message"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 274877906944 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 274877906944 | NEW.seq
    );
END;

CREATE TRIGGER search_message_removed AFTER DELETE ON "message"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 274877906944 | OLD.seq
    );
END;

CREATE TRIGGER search_event_added AFTER INSERT ON "event"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 343597383680 | NEW.seq
    );
END;

CREATE TRIGGER search_event_changed AFTER UPDATE ON "event"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 343597383680 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 343597383680 | NEW.seq
    );
END;

CREATE TRIGGER search_event_removed AFTER DELETE ON "event"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 343597383680 | OLD.seq
    );
END;

CREATE TRIGGER search_note_added AFTER INSERT ON "note"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 412316860416 | NEW.seq
    );
END;

CREATE TRIGGER search_note_changed AFTER UPDATE ON "note"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 412316860416 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(NEW."on") - 1721424.5 AS INTEGER) << 40
        | 412316860416 | NEW.seq
    );
END;

CREATE TRIGGER search_note_removed AFTER DELETE ON "note"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        CAST(julianday(OLD."on") - 1721424.5 AS INTEGER) << 40
        | 412316860416 | OLD.seq
    );
END;

CREATE TRIGGER search_client_added AFTER INSERT ON "client"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        4611684918915760128 | 481036337152 | NEW.seq
    );
END;

CREATE TRIGGER search_client_changed AFTER UPDATE ON "client"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        4611684918915760128 | 481036337152 | OLD.seq
    );
    INSERT OR IGNORE INTO search_due VALUES (
        4611684918915760128 | 481036337152 | NEW.seq
    );
END;

CREATE TRIGGER search_client_removed AFTER DELETE ON "client"
BEGIN
    INSERT OR IGNORE INTO search_due VALUES (
        4611684918915760128 | 481036337152 | OLD.seq
    );
END;

-- What the command line wrote down in a hurry: one new record a row, in exchange form, until the
-- store takes it into its table and the journal (storage/captured.py).

CREATE TABLE captured (
    number INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    label TEXT NOT NULL,
    record TEXT NOT NULL
) STRICT;
