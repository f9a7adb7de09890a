"""Sentences, half of them innocent look-alikes: how often is lint wrong about one?"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.triage.messages.build import EMPTY, rules
from triage.message_templates import load_templates
from triage.messages.lint import check

_ABOUT_WORDING = {
    *("L01", "L02", "L03", "L04", "L05", "L06", "L08", "L12", "L14"),
    *("L15", "L16", "L17", "L18", "L19", "L21", "L24", "L25", "L26"),
}
_LINES = (Path(__file__).parent / "sentences.tsv").read_text("utf-8").splitlines()
CASES = [tuple(line.split("\t")) for line in _LINES if line and not line.startswith("#")]
_KNOWN_FALSE_ALARMS = {"The greedy crowd in the poster can stay as it is."}
"""Words about character in the content of the work: a reason in writing lets them through."""
_MOST_WRONG = 0.02


def _broken_rules(template: str, sentence: str) -> set[str]:
    return rules(f"Hello Rolf,\n\n{sentence}\n", template) & _ABOUT_WORDING


def test_few_sentences_are_judged_wrongly() -> None:
    alarms, misses = [], []
    for expected, template, sentence in CASES:
        expected_rules = set() if expected == "-" else set(expected.split(","))
        raised_rules = _broken_rules(template, sentence)
        alarms += [(sentence, rule) for rule in raised_rules - expected_rules]
        misses += [(sentence, rule) for rule in expected_rules - raised_rules]
    innocent = len([case for case in CASES if case[0] == "-"])
    assert len(CASES) >= 60
    assert innocent >= len(CASES) * 0.45
    assert {sentence for sentence, _ in alarms} == _KNOWN_FALSE_ALARMS
    assert misses == []
    counts = f"{len(alarms)} false alarms among {innocent} innocent of {len(CASES)} sentences"
    assert len(alarms) <= innocent * _MOST_WRONG, counts


@pytest.mark.parametrize(
    ("template", "sentence"),
    [
        ("handover_thanks", "You always pay on time, thank you."),
        ("parting_letter", "Please do not hesitate to contact me."),
        ("scope_change", "The hotline is toll free."),
        ("payment_reminder", "The site is 80% finished."),
    ],
)
def test_the_look_alikes_that_matter_most_are_let_through(template: str, sentence: str) -> None:
    assert _broken_rules(template, sentence) == set()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [("Rolf, you always cancel.", 6, 16), ("Rolf, you’re\nalways late.", 6, 19)],
)
def test_a_finding_marks_the_very_words(text: str, start: int, end: int) -> None:
    (finding,) = [f for f in check(text, load_templates()["how_we_work"], EMPTY) if f.rule == "L01"]
    assert (finding.level, finding.start, finding.end) == ("stop", start, end)
    assert finding.text == text[start:end]
    assert finding.why
