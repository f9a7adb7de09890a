"""The playbook's own text, to be broken in a copy."""

from __future__ import annotations

from importlib import resources

TEXT = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1
