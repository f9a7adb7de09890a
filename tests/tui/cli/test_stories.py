"""Ten client lives: what the command line says of each Friday is what was agreed on beforehand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.triage.test_stories import STORIES
from tests.tui.cli.conftest import Run


def test_every_friday_of_the_ten_lives(done: Run, stories: Path) -> None:
    expected: dict[str, dict[str, Any]] = json.loads(
        (stories / "expected.json").read_text(encoding="utf-8")
    )
    expected = {name: days for name, days in expected.items() if name in STORIES}
    files = [str(stories / f"{name}.jsonl") for name in expected]
    imported = done("import", *files, "--yes", "--json").json["files"]
    assert [Path(entry["file"]).stem for entry in imported] == list(expected)
    days = sorted({day for days in expected.values() for day in days})
    computed: dict[str, dict[str, Any]] = {name: {} for name in expected}
    for day in days:
        for client in done("clients", "--json", on=day).json["clients"]:
            name = client["id"].upper()
            if day in expected[name]:
                computed[name][day] = {
                    "flags": {flag["code"]: flag["severity"] for flag in client["flags"]},
                    "health": client["health"],
                    "unknown": [missing["fact"] for missing in client["unknown"]],
                }
    assert computed == expected
