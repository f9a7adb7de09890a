"""Ten client lives, every Friday of each: flags, missing facts and verdict as agreed."""

from __future__ import annotations

import json
import random
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from triage.health import assess
from triage.ledger import Ledger, book
from triage.records.codec import parse

STORIES = tuple(f"S{number}" for number in range(10))


def read(stories: Path, story: str, seed: int | None = None) -> Ledger:
    """The one client of a story; its lines shuffled when a seed is given."""
    lines = (stories / f"{story}.jsonl").read_text(encoding="utf-8").splitlines()
    if seed is not None:
        random.Random(seed).shuffle(lines)
    (ledger,) = book(parse(json.loads(line)) for line in lines).ledgers.values()
    return ledger


def judged(ledger: Ledger, on: date) -> dict[str, Any]:
    health = assess(ledger, on)
    return {
        "flags": {flag.code: flag.severity for flag in health.flags},
        "health": health.health,
        "unknown": [missing.fact for missing in health.unknown],
    }


@pytest.mark.parametrize("story", STORIES)
def test_every_friday_comes_out_exactly(stories: Path, story: str) -> None:
    expected = json.loads((stories / "expected.json").read_text(encoding="utf-8"))
    ledger = read(stories, story)
    judged_by_friday = {
        friday: judged(ledger, date.fromisoformat(friday)) for friday in expected[story]
    }
    assert judged_by_friday == expected[story]


@pytest.mark.parametrize("story", STORIES)
def test_the_order_of_lines_does_not_matter(stories: Path, story: str) -> None:
    friday = date(2026, 3, 20)
    assert assess(read(stories, story, seed=7), friday) == assess(read(stories, story), friday)


def test_a_missed_instalment_lifts_the_cap_the_same_week(stories: Path) -> None:
    ledger = read(stories, "S2")
    without = [p for p in ledger.payment if not date(2026, 5, 4) <= p.on <= date(2026, 5, 8)]
    assert len(without) < len(ledger.payment)
    missed = Ledger(**{**vars(ledger), "payment": tuple(without)})
    after = date(2026, 5, 9)
    assert judged(ledger, after)["flags"]["PAY_LATE"] == 2
    assert judged(missed, after)["flags"]["PAY_LATE"] == 4
