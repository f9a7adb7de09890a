"""A playbook is read whole or refused with the line of what is wrong."""

from __future__ import annotations

import re

import pytest

from tests.triage.playbook.shipped_text import TEXT, line_of
from triage.message_templates import load_templates
from triage.playbook.load.layout import ROWS, rows
from triage.playbook.load.playbook_file import builtin, load_playbook
from triage.playbook.vocabulary import EFFECTS, FACT_LINES, MEANINGS, SCREENS, STEPS
from triage.toml.table import TomlError


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
            unsaid = [q.id for q in screen.questions.values() if q.short == q.id]
            assert not unsaid, (
                f"triage/playbook/playbook.toml, {screen.id}: say as `short` of {unsaid} what an "
                "answer that leads there is said to lead to"
            )
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
