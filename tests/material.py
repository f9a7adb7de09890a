"""The stories and samples of the tests: in tests/data, and beside some checkouts more of both."""

from __future__ import annotations

from pathlib import Path

OWN = Path(__file__).with_name("data")
SHARED = Path(__file__).parents[2] / "shared"
"""Larger material that cannot be part of a clone. Without it nothing is skipped."""


def _folders(name: str) -> list[Path]:
    return [path for path in (OWN / name, SHARED / name) if path.is_dir()]


STORIES = _folders("stories")
SAMPLES = _folders("samples")


def beside(*parts: str) -> list[Path]:
    """That file of the larger material in a list; an empty list where it is not there."""
    path = SHARED.joinpath(*parts)
    return [path] if path.is_file() else []
