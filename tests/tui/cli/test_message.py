"""`message`: drafts and lint."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.tui.cli.conftest import Run, refused


@pytest.fixture
def owing(done: Run, north: str, prepared: Any) -> str:
    """Northlake with a contact and an invoice that is late."""

    def fill() -> None:
        done("set", "north", "contact=Rolf")
        done("record", "invoice", "i1", "client=north", "issued=2026-02-01", "due=2026-03-01",
             "amount=300", "number=26-1")  # fmt: skip

    prepared("owing", fill)
    return north


def test_a_draft_is_filled_from_the_records(done: Run, owing: str) -> None:
    made = done("message", "north", "payment_reminder", "--json").json
    assert list(made) == ["template", "text", "unfilled", "words", "max", "findings"]
    assert (made["template"], made["unfilled"], made["max"]) == ("payment_reminder", [], 70)
    assert "Rolf" in made["text"] and "26-1" in made["text"]
    assert made["words"] <= 70
    printed = done("message", "north", "payment_reminder").out
    assert made["text"] in printed and f"{made['words']} words of at most 70" in printed


def test_what_is_not_known_stays_visible_until_it_is_set(done: Run, owing: str) -> None:
    made = done("message", "north", "how_we_work", "--json").json
    assert made["unfilled"]
    slot = made["unfilled"][0]
    assert f"{{{slot}}}" in made["text"]
    assert any(finding["rule"] == "L12" for finding in made["findings"])
    assert f"--set {slot}=" in done("message", "north", "how_we_work").out
    filled = done("message", "north", "how_we_work", "--set", f"{slot}=a=b", "--json").json
    assert slot not in filled["unfilled"] and "a=b" in filled["text"]


def test_lint_finds_and_says_where(gt: Run, owing: str, tmp_path: Path) -> None:
    text = "Hello Rolf,\n\nyou always forget us. Please answer by 20 March 2026.\n"
    path = tmp_path / "draft.txt"
    path.write_text(text)
    result = gt("message", "north", "how_we_work", "--lint", str(path), "--json")
    assert (result.code, result.err) == (1, "")
    assert list(result.json) == ["template", "findings"]
    first = next(finding for finding in result.json["findings"] if finding["rule"] == "L01")
    assert first == {
        **{"rule": "L01", "level": "stop", "start": 13, "end": 23, "text": "you always"},
    }
    assert text[first["start"] : first["end"]] == "you always"
    from_stdin = gt("message", "north", "how_we_work", "--lint", "-", typed=text.encode())
    assert from_stdin.code == 1 and "stop L01 “you always”" in from_stdin.out


def test_lint_of_a_clean_text(done: Run, owing: str) -> None:
    text = b"Hello Rolf,\n\nhere is how I work, so that it is easier for you.\n"
    assert done("message", "north", "how_we_work", "--lint", "-", typed=text).out


def test_an_absent_thing_has_no_place(gt: Run, owing: str) -> None:
    text = b"Hello Rolf,\n\nwe end our work together.\n"
    lint = gt("message", "north", "parting_letter", "--lint", "-", "--json", typed=text).json
    thanks = next(finding for finding in lint["findings"] if finding["rule"] == "L07")
    assert (thanks["start"], thanks["end"], thanks["text"]) == (None, None, "")


def test_no_draft_for_somebody_who_is_not_to_be_written_to(gt: Run, done: Run, owing: str) -> None:
    done("set", "north", "do_not_contact=yes")
    refused(gt("message", "north", "payment_reminder"), "do not contact")


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["nobody", "how_we_work"], "nobody"),
        (["north", "how_we_play"], "payment_reminder"),
        (["north"], "TEMPLATE"),
        (["north", "how_we_work", "--set", "colour=blue"], "colour"),
        (["north", "how_we_work", "--set", "colour"], "--set"),
        (["north", "how_we_work", "--lint", "no-such.txt"], "no-such.txt"),
        (["north", "how_we_work", "--lint", "."], "."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_message_refuses(gt: Run, owing: str, words: list[str], problem: str) -> None:
    refused(gt("message", *words), problem)


def test_a_text_that_is_none(gt: Run, owing: str) -> None:
    refused(gt("message", "north", "how_we_work", "--lint", "-", typed=b"\xff\xfe"), "UTF-8")


def test_fifty_thousand_characters(gt: Run, owing: str) -> None:
    text = b"Hello Rolf,\n\n" + b"work and more work, " * 2500
    result = gt("message", "north", "how_we_work", "--lint", "-", "--json", typed=text)
    assert {finding["rule"] for finding in result.json["findings"]} >= {"L20"}
