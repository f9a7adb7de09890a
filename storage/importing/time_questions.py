"""What an import of hours asks: what is gone from the file, and what is here from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from storage.importing.options import ImportOptions, ImportQuestion


def gone_question(records: Sequence[str], options: ImportOptions) -> ImportQuestion:
    """Whether the entries of these ids stay that the file, which brought them, no longer has."""
    gone = len(records)
    text = f"{entries_counted(gone)} from an earlier import {_are(gone)} no longer in the file"
    return ImportQuestion(
        id="gone",
        text=f"{text}. Keep {'it' if gone == 1 else 'them'}?",
        options=("keep", "remove"),
        flag="--gone",
        default=options.gone or "keep",
        records=tuple(records),
        remembered="gone" in options.recalled,
    )


def overlap_question(lines: Sequence[int], options: ImportOptions) -> ImportQuestion:
    """What to do with the entries on these lines, whose time another source covers."""
    overlap = len(lines)
    return ImportQuestion(
        id="overlap",
        text=(
            f"{entries_counted(overlap)} {_have(overlap)} the same time, or the same total for a "
            "day, as hours from another source for the same client. Leave them out or count both?"
        ),
        options=("leave-out", "count-both"),
        flag="--overlap",
        default=options.overlap or "leave-out",
        rows=tuple(lines),
        remembered="overlap" in options.recalled,
    )


def entries_counted(count: int) -> str:
    """`1 entry`, `12 entries`."""
    return "1 entry" if count == 1 else f"{count} entries"


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _have(count: int) -> str:
    return "has" if count == 1 else "have"
