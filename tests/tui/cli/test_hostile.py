"""Names that try to steer the terminal: shown as text, stored unchanged, never run."""

from __future__ import annotations

import json
import unicodedata
from typing import Any

import pytest

from tests.tui.cli.conftest import Run

NAMES = (
    "Acme [/] Ltd [@click=app.quit]x[/] {braces} %s $HOME `ls`",
    "=cmd|' /C calc'!A0 evil\u202egpj.exe é" + "\u0301" * 300,
    "\x1b[2J\x1b]0;owned\x07 Esc \x9b31mC1\x85",
    "-rf two\nlines\r\nand\ttabs",
    "日本語クライアント株式会社" + "x" * 10_000,
)


def harmless(text: str) -> bool:
    """Nothing in it but line ends steers a terminal."""
    return not any(
        (unicodedata.category(c) == "Cc" and c != "\n") or c in "\u202e\u2028\u2066" for c in text
    )


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_hostile_name_through_the_commands(done: Run, gt: Run, name: str) -> None:
    id_ = done("add", "--", name).out.strip()
    done("set", id_, f"contact={name}")
    results = [
        done("log", id_, "call", "--", name),
        done("note", id_, typed=name.encode()),
        done("energy", id_, "3"),
        done("confirm", id_, "money", "--", name),
        done("record", "work_item", f"client={id_}", f"text={name}", "done_on=2026-03-01"),
        *(done(*words) for words in (["clients"], ["show", id_], ["why", id_], ["undo", "--list"])),
        gt("show", f"nobody {name}"),
        gt("log", id_, "--", name),
        gt("set", id_, name),
        gt("record", "--", name),
        gt("--", name),
        done("undo"),
        done("redo"),
    ]
    for result in results:
        assert harmless(result.out) and harmless(result.err), result
        assert result.err.count("\n") <= 1
    shown = done("show", id_, "--json")
    assert harmless(shown.out)
    assert shown.json["name"] == name
    records: list[Any] = [json.loads(line) for line in done("export", "-").out.splitlines()]
    texts = {r["kind"]: r.get("text") or r.get("contact") for r in records}
    assert texts["client"] == texts["event"] == texts["confirmed"] == texts["work_item"] == name


def test_the_list_stays_in_line_under_wide_and_long_names(done: Run) -> None:
    for name in ("x" * 10_000, "日本語" * 30, "Short"):
        done("add", name)
    rows = done("clients").out.splitlines()
    columns = {len(row.encode("utf-16-le")) for row in rows}
    assert max(columns) < 500
    assert all("not rated" in row for row in rows)
