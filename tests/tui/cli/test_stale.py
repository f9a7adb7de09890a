"""What was read before another window wrote is refused by a command as a screen refuses it."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.tui.cli.conftest import NORTH, Result, Run
from tests.ways import words_through
from tui.workspace.workspace import Workspace

LINE = "I answer within a day, on working days."
CHANGE = words_through("adapt", {"cause": "1", "essence": "2", "style": "1", "line": LINE})
TAKE = ("decide", NORTH, "adapt", *CHANGE)


@pytest.fixture
def creeping(done: Run, north: str) -> None:
    """Northlake with five unpaid changes, and one answer of a decision that is still open."""
    for n in range(1, 6):
        done("log", north, "extra-free", "--on", f"2026-03-0{n}")
    done("record", "attempt", "a", f"client={north}", "screen=adapt", "on=2026-03-12")
    done("record", "answer", "a/cause", f"client={north}", "attempt=a", "screen=adapt",
         "question=cause", "on=2026-03-12", "value=price", "ask=?", "playbook=1")  # fmt: skip


@pytest.fixture
def late(gt: Run, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Result]:
    """Runs a command in which another one comes between reading and writing."""

    def run(words: tuple[str, ...], meanwhile: tuple[str, ...]) -> Result:
        apply = Workspace.apply

        def after_the_other(workspace: Workspace, *changes: Any, **how: Any) -> Any:
            monkeypatch.setattr(Workspace, "apply", apply)
            assert gt(*meanwhile).code == 0
            return apply(workspace, *changes, **how)

        monkeypatch.setattr(Workspace, "apply", after_the_other)
        return gt(*words)

    return run


def stored(done: Run) -> list[Any]:
    return [json.loads(line) for line in done("export", "-").out.splitlines()]


@pytest.mark.parametrize(
    ("words", "meanwhile"),
    [
        ((*TAKE, "--take"), ("record", "answer", "a/cause", "value=change")),
        ((*TAKE, "--take"), ("record", "attempt", "a", "check_on=2026-03-13")),
        ((*TAKE, "--take"), (*TAKE, "--take")),
        (("sent", NORTH, "warm_hello"), ("sent", NORTH, "warm_hello")),
        (("set", NORTH, "rate=80"), ("set", NORTH, "floor=60")),
        (("record", "note", "n", f"client={NORTH}", "on=2026-03-13", "text=Mine"),
         ("record", "note", "n", f"client={NORTH}", "on=2026-03-13", "text=Theirs")),
    ],
    ids=["an answer it takes out", "the step", "the same decision", "the same message", "facts",
         "a note"],
)  # fmt: skip
def test_a_row_that_has_moved_on_is_refused(
    gt: Run,
    done: Run,
    creeping: None,
    late: Callable[..., Result],
    words: tuple[str, ...],
    meanwhile: tuple[str, ...],
) -> None:
    before = stored(done)
    refusal = late(words, meanwhile)
    assert refusal.code != 0 and refusal.out == ""
    assert "another window" in refusal.err and "Nothing was overwritten" in refusal.err
    after = stored(done)
    assert after != before
    done("undo")
    assert stored(done) == before  # the other change alone was stored, in one piece
