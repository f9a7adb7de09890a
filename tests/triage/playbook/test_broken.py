"""Every broken playbook is refused, with its file and line and what is wrong there."""

from __future__ import annotations

import pytest

from tests.triage.playbook.shipped_text import TEXT, line_of
from triage.playbook.load.playbook_file import load_playbook
from triage.toml.table import TomlError

ALSO = '{ text = "Hand over the work", due = 7, last = -7, slot = "handover_date" }'
ACCEPT = "[screen.watch.decision.ACCEPT]"
QUESTION = """[[screen.watch.question]]
id = "alone"
kind = "yes_no"
ask = "Does any answer lead here?"
why = "None does."
yes = { decide = "ACCEPT" }
no = { decide = "WATCH28" }

"""
"""One more for the end of a screen."""
ONLY_OPTION = """[[screen.watch.question]]
id = "alone"
kind = "choice"
known_by = "done_since"
ask = "Have you asked them?"
why = "It need not be said twice."
options = [{ key = "done", label = "Yes", decide = "ACCEPT" }]

"""

# What is broken: the text to find, what to write there, and what the message must hold. The line
# is that of the text to find, or of `at` where the wrong thing stands elsewhere. No text says in
# which order questions come, so that a new one may stand anywhere.
BROKEN = [
    ('go = "gourmet"', 'go = "gurmet"', "'gurmet'", None),
    ('decide = "ASK"', 'decide = "ASKED"', "'ASKED'", None),
    ('open = "adapt"', 'open = "adopt"', "'adopt'", None),
    (
        'next = "redirect"\nneeds',
        'next = "elsewhere"\nneeds',
        "'elsewhere'",
        "[screen.renegotiate.decision.NA]",
    ),
    ('instead = "WAIT"', 'instead = "WEIGHT"', "'WEIGHT'", "[screen.part.decision.LAST_TRY]"),
    ('start = { default = "', 'start = { default = "un', "'un", "[screen.adapt]"),
    ("start = { default", "start = { DRIFT", "no default", "[screen.adapt]"),
    ('open = "adapt"', 'open = "watch"', "circle", None),
    (ACCEPT, QUESTION + ACCEPT, "no answer leads there", 'id = "alone"'),
    (ACCEPT, ONLY_OPTION + ACCEPT, "two options or more", 'id = "alone"'),
    (
        'decide = "TEACH_UP"',
        'decide = "TEACH"',
        "no answer leads there",
        "[screen.train.decision.TEACH_UP]",
    ),
    (
        'also = [{ text = "Check that you are safe", due = 1',
        'also = [{ text = "Check that you are safe", due = 1, last = 1',
        "a last day, and there is none",
        "[screen.safety.decision.STOP]",
    ),
    (
        'review = "fix_by+1"',
        'review = "fix_by+soon"',
        "as in fix_by or fix_by+1",
        "[screen.complaint.decision.ANSWER]",
    ),
    ('kind = "money"', 'kind = "monney"', "'monney'", None),
    ("min_chars = 15", "min_char = 15", "'min_char'", None),
    ("review = 14\nstart", "reveiw = 14\nstart", "no review", "[screen.adapt]"),
    (
        'say = "Leave it and review it later"',
        'say = "Leave it and review it later"\nby_message = true',
        "has no template",
        "[screen.watch.decision.WATCH28]",
    ),
    (
        "due = 2\nstays = true",
        'due = 2\nstays = "yes"',
        "true or false",
        'stays = "yes"',
    ),
    ("due = 2\nstays", "due = -2\nstays", "whole number", None),
    (
        'effect = "gift"\nreview = "until"',
        'effect = "gift"\nreview = "someday"',
        "cure_days",
        "[screen.renegotiate.decision.GIFT]",
    ),
    ('template = "how_we_work"\nto', 'template = "how_it_works"\nto', "'how_it_works'", None),
    ('effect = "gift"', 'effect = "present"', "'present'", None),
    ('state = "closing"\nended', 'state = "gone"\nended', "'gone'", None),
    ('ends = "notice"', 'ends = "soon"', "'soon'", None),
    ('outcome = "worked"', 'outcome = "won"', "'won'", None),
    (
        '{ field = "due", kind = "date"',
        '{ field = "until", kind = "date"',
        'the field "due" (date) among its needs',
        "[screen.late.decision.PROMISE]",
    ),
    (
        '  { field = "hours_per_month", kind = "number", ask = "Hours per month" },\n',
        "",
        "among its needs",
        "[screen.renegotiate.decision.GIFT]",
    ),
    (
        'outcome = "na"\nnext = "train"\nneeds',
        'outcome = "na"\nnext = "train"\n# needs',
        'the field "reason" (text) among its needs',
        "[screen.adapt.decision.CANNOT]",
    ),
    (
        'needs = [{ field = "fix_by"',
        '# needs = [{ field = "fix_by"',
        'the field "fix_by" (date)',
        "[screen.complaint.decision.ANSWER]",
    ),
    ("FADING =", "PALING =", "'PALING'", "[screen.adapt]"),
    ("insult = ", "insults = ", "'insults'", "[screen.safety]"),
    ("stage = 3", "stage = 2", "each stage from 1 to 5 once", 'id = "stage"\n'),
    ('means = "belief"', 'means = "hope"', "'hope'", None),
    ('means = "belief"', 'means = "line"', "its kind must be text", 'id = "believe"'),
    ('slot = "happened"', 'slot = "heard"', "'heard'", 'id = "feel"'),
    ('leave_reason = "price"', 'leave_reason = "cost"', "'cost'", None),
    ('ended_by = "mutual"', 'ended_by = "both"', "'both'", None),
    ('"why:worst_flag", "told', '"why:worst", "told', "'why:worst'", None),
    ('"why:worst_flag", "told', '"worst_flag", "told', '"label:line"', None),
    ('facts = ["rate', '# facts = ["rate', "has no facts", "[screen.renegotiate]"),
    ("once = true\nended_by", "twice = true\nended_by", "'twice'", None),
    ('instead = "GO"\n', "", 'say in "instead"', "[screen.leaving.decision.GO_OFFER]"),
    ("term = { days = 84", "term = { weeks = 12", "no days", None),
    ('say = "Sleep on it"', 'say = ""', "text in quotes", None),
    ('say = "Sleep on it"', "say = 5", "text in quotes", None),
    ('needs = [{ field = "due"', 'needs = { a = [{ field = "due"', "", None),
    ('needs = [{ field = "person"', 'needs = ["person"] # ', "must be a table", None),
    ("max = 200", "max = -1", "whole number", None),
    ("min = 0\nmax = 200", "min = 300\nmax = 200", "max is less than min", "max = 200"),
    ("{ below = 4,", "{ below = true,", "a number or the name", None),
    ('due = "fix+1"', "due = -1", "whole number", None),
    (
        '{ text = "Hand over the work", due = 7, last = -7, slot = "handover_date" }',
        "{ due = 7 }",
        "text or a template",
        None,
    ),
    (
        '{ text = "Hand over the work", due = 7, last = -7, slot = "handover_date" }',
        '"Hand over the work"',
        "must be a table",
        None,
    ),
    (
        'slot = "handover_date" }',
        'slot = "handover_day" }',
        "not a blank of its message",
        "[screen.leaving.decision.GO]",
    ),
    (
        "[screen.part.decision.WAIT]",
        '[screen.part.decision."WAIT A DAY"]',
        "not a valid decision code",
        None,
    ),
    ('id = "still"', 'id = "1st"', "not a valid question id", None),
    ("start = { default", "start = 5 # { default", "start must name", None),
    ('checklist = "prepare"', 'checklist = "prep"', "'prep'", None),
    ('field = "fix_by", kind = "date"', 'field = "fix_by", kind = "day"', "'day'", None),
    ('field = "fix_by"', 'field = "mended_by"', "'mended_by'", None),
    (
        'min = 10, ask = "What will you fix',
        'min = "few", ask = "What will you fix',
        "whole",
        None,
    ),
    (', ask = "What will you fix?"', "", "has no ask", 'kind = "text", min = 10 }'),
    ('"Another reason"] }]', "4] }]", "choices must be a list of texts", None),
    ('due = "fix+1"', 'due = "fixed"', "fix+1", None),
    ("{ below = 4,", '{ below = "fore",', "'fore'", None),
    ("{ below = 2,", "{ below = 0,", "rising order", None),
    (
        'unit = "hours per month"\ncases = [',
        'unit = "hours per month"\ncases = [{ below = 1, decide = "SIMPLIFY" }] # [',
        "last case",
        'cases = [{ below = 1, decide = "SIMPLIFY" }]',
    ),
    ('(logged: {own_initiative_h})"', '(logged: {own_hours})"', "'own_hours'", 'id = "gourmet"'),
    (
        'key = "money_tight"',
        'key = "not_known"',
        "two options",
        '{ key = "not_known", label = "I do not know yet"',
    ),
    ('key = "money_tight"', 'key = "3"', "not a valid key", None),
    (
        'id = "warn"\nkind = "yes_no"',
        'id = "kind"\nkind = "yes_no"',
        "two questions",
        'id = "kind"\nkind = "yes_no"',
    ),
    (
        ACCEPT,
        QUESTION.replace('{ decide = "ACCEPT" }', '{ decide = "ACCEPT", open = "late" }') + ACCEPT,
        "exactly one",
        'yes = { decide = "ACCEPT", open = "late" }',
    ),
    (ACCEPT, QUESTION.replace('{ decide = "ACCEPT" }', "{}") + ACCEPT, "exactly one", "yes = {}"),
    ('label = "Money is tight"', f'label = "{"x" * 61}"', "at most 60", None),
    (
        'why = "A guess about their motives is not evidence."',
        f'why = "{"x " * 71}"',
        "at most 140",
        None,
    ),
    ("[screen.later]", "[screen.afterwards]", "", None),
    ("step = 2", "step = 3", "step 2", "[screen.train]"),
    (
        'title = "Keep an eye on it"',
        'title = "Keep an eye on it"\nstep = 4',
        "no step",
        "[screen.watch]",
    ),
    ("version = 2", 'version = "2"', "whole number", None),
    ("version = 2", "versoin = 2", "no version", "# The playbook"),
    ('title = "Keep an eye on it"', "title = Keep", "TOML", None),
    ('id = "trip"', 'id = "cause"', "", None),
]


@pytest.mark.parametrize(("old", "new", "says", "at"), BROKEN)
def test_a_broken_playbook_is_refused_with_its_line(
    old: str, new: str, says: str, at: str | None
) -> None:
    assert old in TEXT, (
        f"tests/triage/playbook/test_broken.py, BROKEN: {old!r} is not in playbook.toml any more; "
        "take another place to break there"
    )
    broken = TEXT.replace(old, new, 1)
    caught: TomlError | None = None
    try:
        load_playbook(broken, "mine.toml")
    except TomlError as error:
        caught = error
    assert caught is not None, (
        f"tests/triage/playbook/test_broken.py, BROKEN: to change {old!r} where it stands first in "
        "playbook.toml breaks nothing any more; take another place to break there"
    )
    message = str(caught)
    assert says in message, (
        f"tests/triage/playbook/test_broken.py, BROKEN: where {old!r} stands first in "
        f"playbook.toml, it breaks in another way: {message}; take another place to break there"
    )
    assert message.startswith(f"mine.toml:{caught.line}: ")
    if says:
        assert caught.line == line_of(broken, at or new)
