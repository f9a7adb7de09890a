"""A playbook is read whole or refused with the line of what is wrong."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from triage.message_templates import load_templates
from triage.playbook.load.layout import ROWS, rows
from triage.playbook.load.playbook_file import builtin, load_playbook
from triage.playbook.vocabulary import EFFECTS, FACT_LINES, MEANINGS, SCREENS, STEPS
from triage.toml.table import TomlError

TEXT = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


class TestBuiltin:
    def test_all_screens_are_there_in_the_ladders_order(self) -> None:
        assert set(builtin().screens) == set(SCREENS)
        assert [builtin().screens[code].step for code in STEPS] == [1, 2, 3, 4, 5]

    def test_every_screen_fits(self) -> None:
        questions = [q for s in builtin().screens.values() for q in s.questions.values()]
        long = [q.id for q in questions if rows(q) >= ROWS]
        assert not long, f"triage/playbook/playbook.toml: make ask or why of {long} shorter"

    def test_all_that_the_program_can_do_or_knows_is_used(self) -> None:
        screens = builtin().screens.values()
        decisions = [d for s in screens for d in s.decisions.values()]
        assert {d.effect for d in decisions if d.effect} == set(EFFECTS)
        assert {q.means for s in screens for q in s.questions.values() if q.means} == set(MEANINGS)
        assert {fact.line for s in screens for fact in s.facts} == FACT_LINES
        used = {d.template for d in decisions} | {f.template for d in decisions for f in d.also}
        # Outlines that a person takes from the list; the others are prepared by a decision.
        by_hand = {"warm_hello"}
        unused = set(load_templates()) - used - by_hand
        assert not unused, (
            f"no decision prepares {unused}: name it as `template` of one in "
            "triage/playbook/playbook.toml, or say in `by_hand` of this test that it is taken "
            "from the list"
        )

    def test_each_answer_says_in_a_few_words_where_it_leads(self) -> None:
        for screen in builtin().screens.values():
            shown = [q.short for q in screen.questions.values()]
            shown += [d.short for d in screen.decisions.values()]
            long = [short for short in shown if len(short) > 30]
            assert not long, (
                f"triage/playbook/playbook.toml, {screen.id}: give what says {long} a `short` of "
                "at most 30 characters"
            )

    def test_the_label_names_file_and_version(self) -> None:
        assert load_playbook(TEXT, "ann/mine.toml").label == "mine.toml 2"

    def test_a_playbook_without_the_optional_keys_is_taken(self) -> None:
        plain = "\n".join(line for line in TEXT.splitlines() if not line.startswith("short ="))
        asked = load_playbook(plain).screens["adapt"].questions["cause"]
        assert asked.short == "cause"


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
    ('id = "warn"', 'id = "kind"', "two questions", "[screen.safety]"),
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
        f"tests/triage/playbook/test_load.py, BROKEN: {old!r} is not in playbook.toml any more; "
        "take another place to break there"
    )
    broken = TEXT.replace(old, new, 1)
    caught: TomlError | None = None
    try:
        load_playbook(broken, "mine.toml")
    except TomlError as error:
        caught = error
    assert caught is not None, (
        f"tests/triage/playbook/test_load.py, BROKEN: to change {old!r} where it stands first in "
        "playbook.toml breaks nothing any more; take another place to break there"
    )
    message = str(caught)
    assert says in message, (
        f"tests/triage/playbook/test_load.py, BROKEN: where {old!r} stands first in playbook.toml, "
        f"it breaks in another way: {message}; take another place to break there"
    )
    assert message.startswith(f"mine.toml:{caught.line}: ")
    if says:
        assert caught.line == line_of(broken, at or new)


_UNLOCKED = [
    (
        "watch",
        "WATCH28",
        'state = "closing"',
        "which belongs to the screen part",
    ),
    ("watch", "WATCH28", 'state = "closed"', "only the closing checklist does"),
    ("watch", "WATCH28", 'state = "leaving"', "belongs to the screen leaving"),
    ("watch", "WATCH28", "lets_go = true", "belongs to the screen “leaving”"),
    ("watch", "WATCH28", 'state = "returned"', "belongs to the screen later"),
    ("watch", "WATCH28", 'state = "dormant"', '"act", "overdue" must be in `unless`'),
    ("watch", "WATCH28", 'effect = "end_contact"', "belongs to the screen safety"),
    ("watch", "WATCH28", 'effect = "terms_restated"', "belongs to the screen late"),
    ("watch", "WATCH28", 'effect = "return"', "belongs to the screen later"),
    ("part", "WAIT", 'state = "closing"', 'needs a last day: ends = "notice"'),
]
"""Screen, decision, what is added to it, and why that is refused."""


@pytest.mark.parametrize(("screen", "code", "more", "why"), _UNLOCKED)
def test_a_playbook_gives_no_lock_away(screen: str, code: str, more: str, why: str) -> None:
    head = f"[screen.{screen}.decision.{code}]\n"
    broken = TEXT.replace(head, f"{head}{more}\n")
    with pytest.raises(TomlError, match=re.escape(why)) as caught:
        load_playbook(broken)
    assert caught.value.line == line_of(broken, head)


def test_nor_does_one_that_asks_less() -> None:
    for broken, why in (
        (TEXT.replace("at_fault = true, ", ""), "at_fault"),
        (TEXT.replace("min = 20", "min = 2"), "min = 20"),
    ):
        assert broken != TEXT
        with pytest.raises(TomlError, match=why):
            load_playbook(broken)


def test_ids_may_not_meet_in_screens_that_open_each_other() -> None:
    broken = TEXT.replace('id = "trip"', 'id = "style"').replace('go = "trip"', 'go = "style"')
    with pytest.raises(TomlError, match="watch leads to both") as caught:
        load_playbook(broken)
    assert "question style of adapt" in caught.value.what


def test_a_circle_over_two_screens_is_found() -> None:
    broken = TEXT.replace('open = "complaint"', 'open = "silent"')
    with pytest.raises(TomlError, match="circle"):
        load_playbook(broken)


def test_a_screen_too_tall_is_refused() -> None:
    long = 'ask = "' + "{open_work} " * 11 + '"'
    broken = TEXT.replace('ask = "What would it help most for them to understand?"', long)
    with pytest.raises(TomlError, match="room for 24") as caught:
        load_playbook(broken)
    assert caught.value.line == line_of(broken, 'id = "topic"')


@pytest.mark.parametrize("text", ["", "[[", 'screen = "all"\nversion = 1', "version = 1", "\x00"])
def test_what_is_no_playbook_at_all_is_refused(text: str) -> None:
    with pytest.raises(TomlError):
        load_playbook(text)


def test_a_screen_the_program_leads_to_may_not_be_missing() -> None:
    with pytest.raises(TomlError, match="screen later is missing"):
        load_playbook(TEXT.replace("screen.later", "screen.afterwards"))


def test_a_screen_of_ones_own_may_be_added() -> None:
    more = """
[screen.tea]
title = "Tea"
purpose = "Have a cup first."
review = 0
facts = ["open:open_work"]
[[screen.tea.question]]
id = "sugar"
kind = "choice"
ask = "Sugar?"
why = "It is a long letter."
[[screen.tea.question.options]]
key = "one"
label = "One"
decide = "DRINK"
[screen.tea.decision.DRINK]
say = "Drink it"
"""
    assert load_playbook(TEXT + more).screens["tea"].first() == "sugar"
    broken = TEXT + more.replace('"DRINK"', '"DRINKS"')
    with pytest.raises(TomlError, match="'DRINKS'") as caught:
        load_playbook(broken)
    assert caught.value.line == line_of(broken, 'key = "one"\nlabel = "One"\ndecide')


def test_a_playbook_may_hold_only_what_is_new() -> None:
    own = (
        'version = 1\nbase = "shipped"\n\n'
        + TEXT[TEXT.index("[screen.watch]") : TEXT.index("[screen.complaint]")]
    ).replace('title = "Keep an eye on it"', 'title = "Wait"')
    playbook = load_playbook(own, "mine.toml")
    assert playbook.title("watch") == "Wait"
    assert playbook.screens["late"] == builtin().screens["late"]
    # What does not go together with the program's own screens is named where these are asked for.
    meets = own.replace('id = "cost"', 'id = "style"').replace('go = "cost"', 'go = "style"')
    with pytest.raises(TomlError, match=r"mine\.toml:2: question style of adapt"):
        load_playbook(meets, "mine.toml")
