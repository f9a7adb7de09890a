"""What comes before the rules: quotations, "not", placeholders, the language of a draft."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

import triage.messages
from tests.triage.messages.build import EMPTY, rules
from tests.triage.messages.corpus import samples
from triage.message_templates import load_templates
from triage.messages.draft import Draft
from triage.messages.language import UNKNOWN, language_of
from triage.messages.lint import check, footer
from triage.messages.rules import builtin, with_wording
from triage.toml.table import TomlError

_FILE = Path(triage.messages.__file__).with_name("wording.toml").read_text("utf-8")
_HELLO = "Hello Rolf,\n\n"


@pytest.mark.parametrize(
    ("text", "hit"),
    [
        ("You are lazy.", True),
        ("You are not lazy.", False),
        ("I do not think you are lazy.", False),
        ("I cannot go on because you are lazy.", True),
        ("I have never seen such lazy people.", True),
        ('You wrote "you are lazy".', False),
        ("You wrote ‘you are lazy’.", False),
        ("> You are lazy.", False),
        ("Best, Kim\n\n-----Original Message-----\nFrom: Rolf\nYou are lazy.", False),
        ("It isn't lazy, it's slow, and the clients' photos aren't lazy.", False),
    ],
)
def test_quotations_and_denials_judge_nobody(text: str, hit: bool) -> None:
    assert ("L03" in rules(_HELLO + text, "how_we_work")) is hit


@pytest.mark.parametrize(
    "text", ["{x}", "[NAME]", "[project name]", "<date>", "<<it>>", "((x))", "____", "XX", "TBD",
             "$AMOUNT", "%NAME%", "......", "???", "Lorem ipsum"],
)  # fmt: skip
def test_what_is_still_to_be_filled_in_is_seen_in_any_style(text: str) -> None:
    assert "L12" in rules(f"{_HELLO}It is {text} for now.", "how_we_work")


@pytest.mark.parametrize(
    "text", ["[1]", "[see below]", "<b>", "<https://example.org>", "<kim@example.org>", "wait...",
             "[text](https://example.org)", "<date>-<version>.pdf", "XL", "50 % and 20 %"],
)  # fmt: skip
def test_what_only_looks_like_a_placeholder_is_none(text: str) -> None:
    assert "L12" not in rules(f"{_HELLO}It is {text} for now.", "how_we_work")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Thank you for the files, they are what I need.", "en"),
        ("Danke für die Dateien, das ist genau, was ich brauche.", "de"),
        ("Merci pour les fichiers, vous êtes rapide.", "fr"),
        ("Tack för filerna, det är precis vad jag behöver och du är snabb.", "sv"),
        ("Kedves Rolf, a számla még nyitva van, kérem, nézze meg, mikor tudja kifizetni. Köszönöm "
         "szépen, és szép napot kívánok mindenkinek.", UNKNOWN),
        ("Счёт ещё не оплачен.", UNKNOWN),
        ("Logo: A?", None),
        ("", None),
    ],
)  # fmt: skip
def test_the_language_of_a_draft_is_told_by_its_small_words(
    text: str, language: str | None
) -> None:
    assert language_of(Draft(text).spoken) == language


def test_no_english_draft_is_taken_for_another_language() -> None:
    languages = {Draft(d.text).language for name in ("seen", "held_out") for d in samples(name)}
    assert languages <= {"en", None}


def test_a_language_that_cannot_be_judged_is_said_to_be_so() -> None:
    text = "Hei Rolf, kiitos että olet niin nopea, ja hyvää viikonloppua sinulle."
    findings = check(text, load_templates()["how_we_work"], EMPTY)
    assert [(f.rule, f.level) for f in findings] == [("L31", "hint")]
    assert footer("en", text=text) == "wording not checked (fi)"
    assert "there are no rules for this language" in footer("en", text="Счёт ещё не оплачен.")


@pytest.mark.parametrize(
    "change",
    [
        ('"(<you_are>|such', '"(<they_are>|such'),
        ('"you<adverbs> <did_bad>"', '"you<adverbs <did_bad>"'),
        ('"rude", "arrogant"', '"ru[de", "arrogant"'),
        ("denied_within = 7", "denied = 7"),
        ("[negation]\nwords", "[negation]\nnots"),
        ('id = "L06"', 'name = "L06"'),
    ],
)
def test_a_rule_that_cannot_be_kept_is_refused_by_line(change: tuple[str, str]) -> None:
    broken = _FILE.replace(*change, 1)
    assert broken != _FILE
    with pytest.raises(TomlError, match=r"^wording.toml:\d+: "):
        with_wording(builtin(), broken)


def test_ten_thousand_characters_take_a_moment() -> None:
    """Measured against itself: twice the text takes about twice the time, not four times."""
    text = " ".join(draft.text for draft in samples("seen"))
    template = load_templates()["parting_letter"]
    check(text[:100], template, EMPTY)
    seconds = []
    for size in (10_000, 40_000):
        began = time.process_time()
        check(text[:size], template, EMPTY)
        seconds.append(time.process_time() - began)
    assert seconds[1] < 16 * seconds[0]
