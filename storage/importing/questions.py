"""Questions that every kind of file may ask about what it would change."""

from __future__ import annotations

from collections.abc import Sequence

from storage.importing.options import ImportQuestion


def older_question(entries: str, rows: Sequence[int]) -> ImportQuestion:
    """Whether what a file would set back goes back; `entries` is the count in words."""
    was = "it was" if len(rows) == 1 else "they were"
    return ImportQuestion(
        id="older",
        text=(
            f"This file seems to be older than what you have: {entries} would go back to what "
            f"{was}. Keep what you have?"
        ),
        options=("stay", "go-back"),
        flag="--older",
        default="stay",
        rows=tuple(rows),
    )


def taken_out_question(entries: str, rows: Sequence[int] = ()) -> ImportQuestion:
    """Whether what the user took out comes in again; `entries` is the count in words."""
    return ImportQuestion(
        id="taken_out",
        text=f"You took {entries} out earlier. Leave them out or bring them back?",
        options=("stay-out", "bring-back"),
        flag="--taken-out",
        default="stay-out",
        rows=tuple(rows),
    )
