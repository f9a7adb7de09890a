"""The user's own words and playbook count at the shell too, and a mistake is named by its line."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run
from tests.ways import at, words_through

DRAFT = b"Hello Rolf, the word for today is marzipan. By 20 March 2026."


@pytest.fixture
def north(done: Run) -> None:
    done("add", "Northlake", "--contact", "Rolf")


def test_own_words_stop_a_draft(gt: Run, north: None, tmp_path: Path) -> None:
    words = ("message", "north", "reset_expectations", "--lint", "-")
    assert gt(*words, typed=DRAFT).code == 0
    (tmp_path / "words.toml").write_text('[L03]\nadd = ["marzipan"]\n', encoding="utf-8")
    result = gt(*words, typed=DRAFT)
    assert (result.code, "stop L03 “marzipan”" in result.out) == (1, True)


def test_own_words_that_cannot_be_read(gt: Run, north: None, tmp_path: Path) -> None:
    (tmp_path / "words.toml").write_text("[L03]\nadd = 3\n", encoding="utf-8")
    result = gt("message", "north", "reset_expectations", "--lint", "-", typed=DRAFT)
    assert result.code == 2
    assert f"{tmp_path / 'words.toml'}:2: add must be a list of phrases" in result.err
    assert gt("clients").code == 0


def test_an_own_playbook_asks_its_own_questions(gt: Run, north: None, tmp_path: Path) -> None:
    shipped = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
    asked = gt("decide", "north", "adapt", "--json").json["question"]["ask"]
    own = shipped.replace(f'ask = "{asked}"', 'ask = "What is it about, in your eyes?"', 1)
    (tmp_path / "playbook.toml").write_text(own, encoding="utf-8")
    view = gt("decide", "north", "adapt", "--json").json
    assert view["question"]["ask"] == "What is it about, in your eyes?"
    (tmp_path / "playbook.toml").write_text(shipped.replace('"load"', '"nowhere"', 1), "utf-8")
    refused = gt("decide", "north")
    assert refused.code == 2
    assert "playbook.toml:" in refused.err and "'nowhere'" in refused.err


def test_lists_call_a_step_what_the_own_playbook_calls_it(
    gt: Run, done: Run, north: None, tmp_path: Path
) -> None:
    shipped = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
    own = shipped.replace('title = "Adjust"', 'title = "Bend a little"')
    own = own.replace('"Why can you not change more?"', '"What is used up?"')
    (tmp_path / "playbook.toml").write_text(own, encoding="utf-8")
    ours = {"cause": "our_fault", "ours": "Answering the same day"}
    words = words_through(
        "adapt", {**ours, "essence": "1", "gourmet": "0", "style": "nothing_more"}
    )
    reason = ("--set", "reason=everything has been tried for months")
    done("decide", "north", "adapt", *words, *reason, "--take")
    printed = done("show", "north").out
    assert "1 Bend a little" in printed and "Adjust" not in printed
    timeline = done("show", "north", "--json").json["timeline"]
    assert any("1 Bend a little" in line["text"] for line in timeline)


def test_an_answer_may_be_given_by_the_name_it_had_before(done: Run, north: None) -> None:
    words = words_through("adapt", {"cause": "money_tight"}, at("essence"))
    old = [word.replace("money_tight", "money_got_tight") for word in words]
    now = done("decide", "north", "adapt", *words, "--json").json
    before = done("decide", "north", "adapt", *old, "--json").json
    assert before == now and now["question"]["id"] == "essence"
