"""L32: what the words of a passage weigh, and how the finding says why."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.triage.messages.build import EMPTY
from triage.message_templates import Slot, load_templates
from triage.messages.findings import LintFinding
from triage.messages.lint import TONE, check
from triage.messages.rules import builtin
from triage.messages.tone_rules import passages, sentences

_HEAVY = "The launch slipped because nobody at your end could settle on a colour for three weeks."
_LIGHT = "The second draft is ready, and I send it to you on Tuesday."


def _tone(body: str, language: str = "en", stop: float | None = None) -> list[LintFinding]:
    lint = builtin() if stop is None else replace(builtin(), tone_stop=stop)
    facts = replace(EMPTY, language=language)
    text = f"Hello Rolf,\n\n{body}\n"
    findings = check(text, load_templates()["next_day_followup"], facts, lint)
    return [finding for finding in findings if finding.rule == TONE]


def test_a_finding_names_the_heaviest_sentence_and_its_words() -> None:
    (finding,) = _tone(f"{_LIGHT} {_HEAVY}")
    assert finding.text == _HEAVY
    assert "“your”" in finding.why
    assert "“nobody”" in finding.why


def test_what_is_a_stop_above_one_limit_is_a_remark_below_it() -> None:
    assert [finding.level for finding in _tone(_HEAVY)] == ["stop"]
    assert [finding.level for finding in _tone(_HEAVY, stop=99.0)] == ["warn"]
    assert _tone(_LIGHT) == []


def test_a_heavy_sentence_is_not_lost_in_a_long_draft() -> None:
    (finding,) = _tone(f"{' '.join([_LIGHT] * 12)}\n\n{_HEAVY} {' '.join([_HEAVY] * 3)}")
    assert finding.text == _HEAVY


@pytest.mark.parametrize(
    "body",
    [f"> {_HEAVY}\n\n{_LIGHT}", f'You wrote: "{_HEAVY}" {_LIGHT}', "", "Thanks.", "?!"],
)
def test_what_others_said_and_what_says_too_little_weighs_nothing(body: str) -> None:
    assert _tone(body) == []


def test_only_english_is_weighed() -> None:
    assert _tone("Die Rechnung ist noch offen, und ich habe nichts von euch gehört.", "de") == []


def test_passages_are_a_few_sentences_in_a_row_after_the_greeting() -> None:
    placed = list(sentences("hello rolf,\0\0one is here. two is here. three is. four is. five is."))
    assert placed[0][1] == "one is here."
    spans = [[sentence.split()[0] for _, sentence in part] for part in passages(placed)]
    assert spans == [["one", "two", "three"], ["two", "three", "four"], ["three", "four", "five"]]


def test_the_lines_of_an_outline_weigh_nothing_however_they_are_filled() -> None:
    outline = replace(
        load_templates()["thank_you"],
        slots=(Slot("a", "what", text=_HEAVY.replace("nobody", "{who}")),),
    )
    filled = f"Hello Rolf,\n\n{_HEAVY}\n\n{_LIGHT}\n"
    own = check(filled, outline, EMPTY)
    assert TONE not in {finding.rule for finding in own}
    other = check(filled, load_templates()["thank_you"], EMPTY)
    assert TONE in {finding.rule for finding in other}


def test_no_outline_is_remarked_on_as_it_stands() -> None:
    for template in load_templates().values():
        lines = "\n\n".join(slot.text for slot in template.slots if slot.text)
        findings = check(f"Hello Rolf,\n\n{lines}\n", template, EMPTY)
        assert TONE not in {finding.rule for finding in findings}, template.id


@pytest.mark.parametrize(
    ("body", "level"),
    [
        ("I work with people who talk to me politely.", "warn"),
        ("I work with people who talk to me politely. Next time I will stop the call.", "warn"),
        ("I work with people who talk to me politely, and you do not.", "stop"),
        (_HEAVY, "stop"),
    ],
)
def test_a_wish_of_ones_own_that_judges_nobody_stops_nothing(body: str, level: str) -> None:
    assert [finding.level for finding in _tone(body, stop=builtin().tone_remark)] == [level]
