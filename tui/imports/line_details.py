"""Everything about one line of the preview: all rows it stands for, each field of a change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import fields as dataclass_fields

from storage.importing import ImportPreview, Skip
from storage.importing.updates import FieldChange, Update
from triage.records import Record
from tui.imports.lines import CHANGES, REASONS, AskKey, LineKey, Section, skip_groups
from tui.imports.questions import Ask
from tui.wording.file_changes import field_lines, kept_line, record_named, update_line

_CHANGED, _KEPT = "{0} → {1}", "{0}, the file says {1}"
_NOT_SHOWN = ("id", "extra", "source", "source_key", "client", "engagement")
_NOTHING = (None, "", ())

Lines = Callable[[Collection[int]], Mapping[int, str]]
"""Reads some lines of the file."""


@dataclass(frozen=True)
class LineDetails:
    """What a line is called, and all that it stands for."""

    title: str
    lines: tuple[str, ...]


def line_details(
    preview: ImportPreview, key: Hashable, asks: Collection[Ask], lines: Lines
) -> LineDetails | None:
    """What stands behind a line of the preview; None for one that says everything itself."""
    if isinstance(key, AskKey):
        ask = next((ask for ask in asks if ask.key == key.key), None)
        return _question(preview, ask, lines) if ask is not None else None
    if not isinstance(key, LineKey):
        return None
    match key.section:
        case Section.SKIPPED:
            groups = skip_groups(preview.skipped)
            # Behind “and more reasons” stand the rows of all that are not shown.
            shown = (
                groups[key.number :]
                if key.number >= REASONS
                else groups[key.number : key.number + 1]
            )
            return _skipped([skip for group in shown for skip in group], lines)
        case Section.UPDATED:
            return _updates("Updated", preview.updates, key.number, _CHANGED, update_line)
        case Section.HELD:
            return _updates("Would change back", preview.held, key.number, _CHANGED, update_line)
        case Section.MISSING:
            names = tuple(record_named(update) for update in preview.missing)
            return LineDetails("No longer in the file", names)
        case Section.KEPT:
            return _updates("Kept as you have it", preview.kept, key.number, _KEPT, kept_line)
        case Section.ASSUMED:
            return LineDetails("Assumed", tuple(preview.assumed))
        case Section.CLIENTS:
            return LineDetails("New clients", tuple(preview.new_clients))
        case Section.SAMPLE:
            return _sample(preview.sample[key.number])


def _question(preview: ImportPreview, ask: Ask, lines: Lines) -> LineDetails:
    kind, _, label = ask.key.partition(":")
    rows: Collection[int] = ()
    if kind == "client":
        rows = [skip.line for skip in preview.skipped if label in skip.labels]
    else:
        rows = next((each.rows for each in preview.questions if each.id == ask.key), ())
    return LineDetails(ask.question, (f"Now: {ask.now or 'no answer yet'}", *_rows(rows, lines)))


def _skipped(group: Sequence[Skip], lines: Lines) -> LineDetails:
    return LineDetails(group[0].why, _rows([skip.line for skip in group], lines))


def _rows(numbers: Collection[int], lines: Lines) -> tuple[str, ...]:
    there = lines(numbers)
    return tuple(f"line {number}: {there.get(number, '')}".rstrip(": ") for number in numbers)


def _updates(
    title: str,
    updates: Collection[Update],
    number: int,
    words: str,
    line: Callable[[Update], str],
) -> LineDetails:
    """One change with each of its fields; behind “and more” all changes."""
    if number >= min(len(updates), CHANGES):
        return LineDetails(title, tuple(map(line, updates)))
    update = list(updates)[number]
    return LineDetails(f"{title}: {record_named(update)}", field_lines(update, words))


def _sample(record: Record) -> LineDetails:
    fields = [
        FieldChange(each.name, None, value)
        for each in dataclass_fields(record)
        if each.name not in _NOT_SHOWN and (value := getattr(record, each.name)) not in _NOTHING
    ]
    extra = [FieldChange(name, None, value) for name, value in record.extra.items() if value]
    update = Update(record.kind, None, "", "", (*fields, *extra))
    return LineDetails("New entry", field_lines(update, "{1}"))
