"""However many promises to pay are on record, a client's history is built once and not for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from tests.triage.playbook.scene import Desk, day
from triage.clients.agenda import agenda
from triage.health.history import ClientHistory
from triage.health.receivables import Receivables
from triage.playbook.presentation import decide_view

ON = "2026-11-05"


def promised(times: int) -> Desk:
    """Money is overdue, and they promised it time and again."""
    desk = Desk.of()
    desk.add("invoice", number="120", issued="2026-09-01", due="2026-10-01", amount="900")
    for n in range(times):
        desk.log("promise", f"2026-10-{10 + n}", due=f"2026-11-{10 + n}")
    desk.take("2026-10-30", "late", {"got": "yes", "dispute": "no", "stage": "1"})
    return desk


def built(monkeypatch: pytest.MonkeyPatch, act: Callable[[], object]) -> Counter[str]:
    """How many histories and walks over what is open are built meanwhile."""
    counted: Counter[str] = Counter()

    def count(patch: pytest.MonkeyPatch, kind: type[ClientHistory] | type[Receivables]) -> None:
        build: Callable[..., None] = kind.__init__

        def counting(self: Any, *args: Any) -> None:
            counted[kind.__name__] += 1
            build(self, *args)

        patch.setattr(kind, "__init__", counting)

    with monkeypatch.context() as patch:
        count(patch, ClientHistory)
        count(patch, Receivables)
        act()
    return counted


@pytest.mark.parametrize("page", ["late", "adapt"])
def test_a_page_costs_the_same_with_one_promise_and_with_many(
    monkeypatch: pytest.MonkeyPatch, page: str
) -> None:
    few, many = promised(1).at(ON), promised(8).at(ON)
    once = built(monkeypatch, lambda: decide_view(few, page))
    assert built(monkeypatch, lambda: decide_view(many, page)) == once


def test_so_does_the_next_action(monkeypatch: pytest.MonkeyPatch) -> None:
    few, many = promised(1), promised(8)
    once = built(monkeypatch, lambda: few.next_action(ON))
    assert once["ClientHistory"] == 1
    assert built(monkeypatch, lambda: many.next_action(ON)) == once


def test_the_agenda_of_a_client_builds_one_history(monkeypatch: pytest.MonkeyPatch) -> None:
    desk = promised(8)
    assert built(monkeypatch, lambda: agenda(desk.book, day(ON)))["ClientHistory"] == 1
