"""`find`, on the command line."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.tui.cli.conftest import Run, refused
from tui.cli.output import width

LOADED = (
    "import sys, json; from tui.cli import main; main({words}); print(json.dumps([*sys.modules]))"
)


@pytest.fixture
def filled(done: Run, north: str) -> Run:
    done("record", "client", "acme", "name=Acme Ltd")
    done("record", "note", "n1", "client=north", "on=2026-03-01", "text=The menu\nis late")
    done("record", "note", "n2", "client=acme", "on=2026-02-01", "text=Menu", "private=false")
    done("log", "north", "call", "About the menu prices", "--on", "2026-03-05")
    return done


def kinds(run: Run, *words: str) -> list[tuple[str, str]]:
    return [(hit["kind"], hit["client"]) for hit in run("find", *words, "--json").json["hits"]]


def test_one_line_a_hit_the_newest_first(filled: Run) -> None:
    lines = filled("find", "menu").out.splitlines()
    assert [line.split()[1:3] for line in lines] == [["5", "Mar"], ["1", "Mar"], ["1", "Feb"]]
    assert "The menu is late" in lines[1]
    assert all(width(line) <= 80 for line in lines)


def test_narrowed(filled: Run, north: str) -> None:
    assert kinds(filled, "menu", "--client", "acme") == [("note", "acme")]
    assert kinds(filled, "menu", "--kind", "event") == [("event", north)]
    assert kinds(filled, "menu", "--kind", "event,note", "--limit", "1") == [("event", north)]
    assert kinds(filled, "menu", "--since", "2026-03-01") == [("event", north), ("note", north)]
    assert kinds(filled, "menu", "prices") == kinds(filled, '"the menu prices"')
    assert kinds(filled, "northlake") == [("client", north)]


def test_json_says_what_is_private(filled: Run) -> None:
    hits = filled("find", "menu", "--kind", "note", "--json").json["hits"]
    assert [(hit["id"], hit["private"], hit["on"]) for hit in hits] == [
        ("n1", True, "2026-03-01"),
        ("n2", False, "2026-02-01"),
    ]
    assert hits[0]["text"] == "The menu\nis late"
    assert hits[0]["name"] == "Northlake Foods"


def test_nothing_found_is_said_beside_the_result(gt: Run, filled: Run) -> None:
    result = gt("find", "zzzz")
    assert (result.code, result.out) == (0, "")
    assert result.err.startswith("note: ")


def test_a_long_line_with_wide_characters_fits(filled: Run) -> None:
    filled("note", "acme", "会" * 200 + " koi")
    (line,) = filled("find", "会会").out.splitlines()
    assert width(line) <= 80


@pytest.mark.parametrize(
    "words",
    [[], ["***"], ["x", "--kind", "nonsense"], ["x", "--limit", "0"], ["x", "--limit", "²"]],
)
def test_refused(gt: Run, north: str, words: list[str]) -> None:
    refused(gt("find", *words))


def test_a_client_that_is_not_one(gt: Run, filled: Run) -> None:
    refused(gt("find", "menu", "--client", "nobody"), "nobody")
    refused(gt("find", "menu", "--client", "t"), "matches 2 clients")


def test_no_file_yet_is_said(gt: Run) -> None:
    refused(gt("find", "menu"), "no data file yet")


def test_a_broken_index_is_nobodys_business(filled: Run, db: Path) -> None:
    with closing(sqlite3.connect(db, isolation_level=None)) as other:
        other.execute("DROP TABLE search")
    assert len(kinds(filled, "menu")) == 3


def test_the_match_is_bold_at_a_terminal_only(filled: Run, typed: Run) -> None:
    assert "\x1b[1mMenu\x1b[0m" in typed("", "find", "menu", "--client", "acme").out
    assert "\x1b" not in filled("find", "menu").out


def test_words_without_a_letter_are_not_called_missing(gt: Run, north: str) -> None:
    assert "missing" in gt("find", " ").err
    assert "missing" not in gt("find", "🎉").err


@pytest.mark.usefixtures("filled")
def test_a_search_waits_for_no_rule_and_no_record() -> None:
    ended = subprocess.run(
        [sys.executable, "-c", LOADED.format(words=["find", "menu"])],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    loaded = json.loads(ended.stdout.splitlines()[-1])
    assert "storage.plain_search" in loaded
    assert not [name for name in loaded if name.startswith(("triage.health", "triage.records"))]
