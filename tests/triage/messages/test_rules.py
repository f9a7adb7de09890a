"""Reading the lint file, and a user's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

import triage.messages
from tests.triage.messages.build import EMPTY
from triage.message_templates import load_templates
from triage.messages.lint import CHECKS, check
from triage.messages.rules import builtin, load_lint, with_words
from triage.toml.table import TomlError

_FILE = Path(triage.messages.__file__).with_name("lint.toml").read_text("utf-8")


def _line(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1


def test_every_rule_names_sets_and_checks_that_exist() -> None:
    templates = load_templates()
    known = set(templates) | {name for t in templates.values() for name in t.sets}
    for rule in builtin().rules:
        assert rule.sets | rule.but_not <= known
        assert rule.kind != "check" or rule.check in CHECKS


def test_every_check_is_used() -> None:
    assert {rule.check for rule in builtin().rules if rule.kind == "check"} == set(CHECKS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"rude", "rudely"', '"ru[de", "rudely"'),
        ('"rude", "rudely"', '"rude (", "rudely"'),
        ('find = [\n  "rude"', 'finds = [\n  "rude"'),
    ],
)
def test_a_bad_phrase_is_refused_with_its_line(old: str, new: str) -> None:
    text = _FILE.replace(old, new)
    with pytest.raises(TomlError) as refused:
        load_lint(text)
    assert refused.value.line == _line(text, new)


@pytest.mark.parametrize(
    "change",
    [
        ('level = "stop"', 'level = "shout"'),
        ('kind = "existence"', 'kind = "guess"'),
        ('id = "L10"', 'id = "L10"\ncolour = "red"'),
        ("[limits]", "[limit]"),
        ("most_findings = 50", ""),
        ('sets = ["open-work"]', ""),
        ("[months]", "[months"),
        ('find = ["sorry"', 'find = [1, "sorry"'),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_by_line(change: tuple[str, str]) -> None:
    with pytest.raises(TomlError, match=r"^lint.toml:\d+: "):
        load_lint(_FILE.replace(*change))


def test_own_words_are_added_and_dropped() -> None:
    lint = with_words(
        builtin(), '[L03]\nadd = ["maestro*"]\ndrop = ["hopeless", "useless"]\n', "words.toml"
    )
    template = load_templates()["how_we_work"]
    findings = check(
        "Hello Rolf,\n\nthe maestros are here, rude. You are hopeless and useless.",
        template,
        EMPTY,
        lint,
    )
    assert [f.text for f in findings if f.rule == "L03"] == ["maestros", "rude"]
    assert "maestro*" not in str(builtin().rules)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[L03]\nadd = [\n  'fine',\n  'ru(de',\n]\n", 4),
        ("[L03]\ndrop = ['no such word']\n", 2),
        ("[L99]\nadd = ['x']\n", 1),
        ("\n[L10]\nadd = ['x']\n", 2),
        ("[L03]\nadds = ['x']\n", 1),
        ("[L03]\nadd = 'x'\n", 2),
        ("[L03]\nadd = [", 2),
    ],
)
def test_own_words_that_cannot_be_taken_are_refused_by_line(text: str, line: int) -> None:
    with pytest.raises(TomlError, match=rf"^words.toml:{line}: "):
        with_words(builtin(), text, "words.toml")
