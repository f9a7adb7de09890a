"""What an import would do, and what it did, as lines of screen text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from textual.content import Content
from textual.geometry import Size

from storage.importing import ImportPreview, Result, Skip
from storage.importing.row_ids import client_id
from triage.ledger import Ledger
from triage.records import Client, Record
from tui.imports.questions import Ask
from tui.ui.line_list import Item
from tui.wording.file_changes import kept_line, record_named, update_line
from tui.wording.formatting import count, stamp
from tui.wording.record_line import record_line
from tui.wording.safe_text import content, flowing, hanging, padded, short
from tui.wording.screen_lines import indented

_MARGIN = 4
"""Columns beside a line: a blank on either side and the scrollbar."""
_TALL = 30
"""Rows of a screen from which there is room for blank lines."""
_SAMPLES = 5
"""Entries shown at least; a taller screen shows one more a row."""
_LINES = 8
REASONS = 50
"""Reasons that are shown; behind “and more” stand the others."""
_NAMES = 30
CHANGES = 50
"""Changes of a sort that are shown; behind “and more” stand all."""
_NAME = 40


def tally(seen: ImportPreview | Result) -> Content:
    """`214 new   3 updated   12 here already   5 left out`; what is nought is not said."""
    parts = [
        (seen.new, "new"),
        (seen.updated, "updated"),
        (seen.removed, "taken out"),
        (seen.same, "already imported"),
    ]
    counts = [(f"{number:,} {word}", "bold") for number, word in parts if number]
    if not counts:
        counts = [("Nothing new", "bold")]
    if seen.skipped:
        style = "$health-watch" if any(skip.bad for skip in seen.skipped) else ""
        counts.append((f"{len(seen.skipped):,} left out", style))
    return Content("   ").join(Content.styled(*part) for part in counts)


def tally_words(seen: ImportPreview | Result) -> str:
    """The same as one plain sentence part."""
    return tally(seen).plain.replace("   ", ", ")


@dataclass(frozen=True, slots=True)
class AskKey:
    """A question that the import asks."""

    key: str


class Section(StrEnum):
    """A part of the preview, by its heading."""

    CLIENTS = "new client"
    UPDATED = "Updated"
    HELD = "Would change back"
    MISSING = "No longer in the file"
    KEPT = "Kept as you have it"
    ASSUMED = "Assumed"
    SKIPPED = "Skipped"
    SAMPLE = "First new entries"


@dataclass(frozen=True, slots=True)
class LineKey:
    """A line of the preview, counted from 0 within its part."""

    section: Section
    number: int


def preview_items(
    preview: ImportPreview, asks: Sequence[Ask], names: Mapping[str, str], today: date, size: Size
) -> list[Item]:
    """The whole preview: questions first, then everything that the file tells.

    `names` are the clients there are, by id; `size` is that of the screen.
    """
    width = max(20, size.width - _MARGIN)
    new = [content(short(name, _NAME)) for name in preview.new_clients[:_NAMES]]
    if more := len(preview.new_clients) - len(new):
        new.append(Content(f"and {more} more"))
    new = [part + ("," if number < len(new) else "") for number, part in enumerate(new, start=1)]
    every = {**names, **{client_id(name): name for name in preview.new_clients}}
    samples = max(_SAMPLES, size.height - _TALL)
    heading = count(len(preview.new_clients), "new client")
    listed = [indented(flowing(new, width - 2, gap=1))] if new else []
    sections = [
        [Item(AskKey(ask.key), _ask(ask, width)) for ask in asks],
        _section(Section.CLIENTS, listed, heading),
        _section(Section.UPDATED, _changes(map(update_line, preview.updates), width)),
        _section(Section.HELD, _changes(map(update_line, preview.held), width)),
        _section(Section.MISSING, _changes(map(record_named, preview.missing), width)),
        _section(Section.KEPT, _changes(map(kept_line, preview.kept), width)),
        _section(
            Section.ASSUMED,
            (hanging(Content("  "), content(short(line)), width) for line in preview.assumed),
        ),
        _section(Section.SKIPPED, skip_lines(preview.skipped, width)),
        _section(
            Section.SAMPLE,
            (_sample(record, every, today, width) for record in preview.sample[:samples]),
        ),
    ]
    if asks:
        sections[0].insert(0, Item(None, Content.styled("You decide", "$accent")))
    blank = [Item(None, Content(""))] if size.height >= _TALL else []
    return [item for section in sections if section for item in (*section, *blank)]


def _section(section: Section, lines: Iterable[Content], heading: str = "") -> list[Item]:
    items = [Item(LineKey(section, number), line) for number, line in enumerate(lines)]
    return [Item(None, Content.styled(heading or section, "$accent")), *items] if items else []


def _ask(ask: Ask, width: int) -> Content:
    half = max(20, (width - 4) * 5 // 9)
    now = content(short(ask.now, _NAME)) if ask.now else Content.styled("answer first", "$accent")
    return Content.assemble("  ", padded(short(ask.label), half), "  ", now)


def _changes(lines: Iterable[str], width: int) -> list[Content]:
    every = list(lines)
    listed = [hanging(Content("  "), content(line), width) for line in every[:CHANGES]]
    if more := len(every) - len(listed):
        listed.append(Content.styled(f"  and {more} more", "$quiet"))
    return listed


def skip_groups(skipped: Sequence[Skip]) -> list[tuple[Skip, ...]]:
    """Rows that are left out by reason, those that should not have been first."""
    by_reason: dict[tuple[bool, str], list[Skip]] = {}
    for skip in skipped:
        by_reason.setdefault((not skip.bad, skip.why), []).append(skip)
    return [tuple(by_reason[reason]) for reason in sorted(by_reason, key=lambda each: each[0])]


def skip_lines(skipped: Sequence[Skip], width: int) -> Iterator[Content]:
    """Rows that are left out, by reason, those that should not have been first."""
    groups = skip_groups(skipped)
    for group in groups[:REASONS]:
        harmless, why, lines = not group[0].bad, group[0].why, [skip.line for skip in group]
        where = ", ".join(map(str, lines[:_LINES]))
        more = f" and {len(lines) - _LINES:,} more" if len(lines) > _LINES else ""
        noun = "line" if len(lines) == 1 else "lines"
        reason = Content.assemble(
            content(short(why), "$quiet" if harmless else ""), (f"  {noun} {where}{more}", "$quiet")
        )
        yield hanging(Content("  "), reason, width)
    if len(groups) > REASONS:
        left = len(groups) - REASONS
        yield Content.styled(f"  and {count(left, 'more reason')}", "$quiet")


def _sample(record: Record, names: Mapping[str, str], today: date, width: int) -> Content:
    owner = getattr(record, "client", "")
    client = Client(id=owner, name=names.get(owner, ""))
    line = record_line(record, Ledger(client=client), today)
    on = stamp(line.on, today) if line.on else ""
    text = Content.assemble(
        (f"  {on:<12}", "$quiet"),
        padded(short(client.name, _NAME), 22),
        "  ",
        content(short(line.text)),
    )
    return padded(text, width)
