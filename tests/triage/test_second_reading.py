"""The rules of health read a second time, by somebody else and without any index: a yardstick.

It must agree with the agreed lives, and the program with it on random ones.
"""

from __future__ import annotations

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.triage.second_reading.random_clients import random_client
from tests.triage.second_reading.verdict import RULES as READ_TWICE
from tests.triage.second_reading.verdict import judge
from triage.health import RULES, ClientHistory, assess
from triage.ledger import book
from triage.records.codec import parse

CLIENTS = 6_000 if os.environ.get("HYPOTHESIS_PROFILE") == "torture" else 200
BATCH = 50


@pytest.mark.parametrize("story", [f"S{n}" for n in range(10)])
def test_every_friday_comes_out_exactly(stories: Path, story: str) -> None:
    lines = (stories / f"{story}.jsonl").read_text(encoding="utf-8").splitlines()
    records = [json.loads(line) for line in lines]
    expected = json.loads((stories / "expected.json").read_text(encoding="utf-8"))[story]
    judged = {friday: judge(records, friday) for friday in expected}
    for verdict in judged.values():
        assert verdict.pop("accepted") == []
    assert judged == expected


def judged_by_the_program(records: list[dict[str, Any]], days: list[str]) -> list[dict[str, Any]]:
    (ledger,) = book(parse(record) for record in records).ledgers.values()
    history = ClientHistory(ledger)
    verdicts = [assess(history, date.fromisoformat(day)) for day in days]
    return [
        {
            "flags": {flag.code: flag.severity for flag in verdict.flags},
            "health": verdict.health,
            "unknown": [missing.fact for missing in verdict.unknown],
            "accepted": sorted(accepted.flag for accepted in verdict.accepted),
        }
        for verdict in verdicts
    ]


@pytest.mark.parametrize("first", range(0, CLIENTS, BATCH))
def test_random_clients_are_judged_alike(first: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flag that came later and was read once only stays out on both sides."""
    for code in set(RULES) - set(READ_TWICE):
        monkeypatch.delitem(RULES, code)
    for seed in range(first, first + BATCH):
        records, days = random_client(seed)
        read_again = [judge(records, day) for day in days]
        for verdict in read_again:
            verdict["accepted"] = sorted(verdict["accepted"])
        assert judged_by_the_program(records, days) == read_again, f"client of seed {seed}"
