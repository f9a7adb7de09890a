"""The playbook's own text, to be broken in a copy."""

from __future__ import annotations

from importlib import resources

from triage.playbook.load.playbook_file import load_playbook

TEXT = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
# A mistake in it is told here, once: the copies would all break by it, and not as they mean to.
load_playbook(TEXT, "triage/playbook/playbook.toml")


def line_of(text: str, part: str) -> int:
    return text[: text.index(part)].count("\n") + 1
