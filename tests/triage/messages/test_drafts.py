"""Whole messages: exactly the expected rules, and no more."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from tests.triage.messages.build import EMPTY
from triage.message_templates import load_templates
from triage.messages.draft import word_count
from triage.messages.lint import check
from triage.messages.templates import draft, unfilled

_HERE = Path(__file__).parent
_DRAFTS = tomllib.loads((_HERE / "drafts.toml").read_text("utf-8"))["draft"]
_SAMPLES = tomllib.loads((_HERE / "samples.toml").read_text("utf-8"))
_FACTS = replace(
    EMPTY,
    others=("Marta Bakery",),
    open_work=("spring campaign",),
    private_notes=("Rolf reads nothing that is longer than half a page anyway.",),
)


@pytest.mark.parametrize("case", _DRAFTS, ids=lambda case: case["name"])
def test_a_whole_draft_gives_exactly_the_expected_rules(case: dict[str, str]) -> None:
    names = ("Rolf Meier", "Kim")
    findings = check(
        case["text"].lstrip(), load_templates()[case["template"]], replace(_FACTS, names=names)
    )
    assert sorted({f.rule for f in findings}) == sorted(case["rules"])


def test_there_are_clean_and_bad_drafts_enough() -> None:
    clean = [case for case in _DRAFTS if not case["rules"]]
    assert len(clean) >= 5
    assert len(_DRAFTS) - len(clean) >= 6


@pytest.mark.parametrize("id_", load_templates())
def test_every_template_can_be_filled_to_a_message_without_a_stop(id_: str) -> None:
    template = load_templates()[id_]
    text = draft(template, {**_SAMPLES["common"], **_SAMPLES.get(id_, {})})
    missing = unfilled(text)
    assert not missing, (
        f"triage/message_templates.toml, {id_}: nothing stands for {missing}. If a name is "
        f"misspelt, correct it there; else say under [{id_}] in "
        "tests/triage/messages/samples.toml what stands for it"
    )
    findings = check(text, template, replace(_FACTS, names=("Rolf Meier", "Kim")))
    serious = [f for f in findings if f.level in ("stop", "warn")]
    remarks = [f"“{text[f.start : f.end]}”: {f.why} ({f.rule})" for f in serious]
    assert not remarks, (
        f"choose other words for [{id_}] in tests/triage/messages/samples.toml, or for lines of "
        f"triage/message_templates.toml: {remarks}"
    )
    assert word_count(text) <= template.max_words, (
        f"triage/message_templates.toml, {id_}: max_words"
    )


@pytest.mark.parametrize(
    "id_", [id_ for id_, t in load_templates().items() if unfilled(draft(t, {}))]
)
def test_an_outline_that_nobody_filled_is_stopped(id_: str) -> None:
    template = load_templates()[id_]
    assert "L12" in {f.rule for f in check(draft(template, {}), template, EMPTY)}
