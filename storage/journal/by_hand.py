"""What the user changed, entered or took out by hand, as the journal tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from storage.journal.images import Image
from storage.journal.journal import JournalLine
from triage.records import Record


@dataclass(slots=True)
class HandChanges:
    """Of one kind: what differs from what an import wrote, and why.

    `entered` are the ids of records that no import brought, `edited` is record id -> field -> the
    value that the import had written, `taken_out` the records that are gone as they last were, and
    `former` record id -> all that it was before.
    """

    entered: set[str] = field(default_factory=set)
    edited: dict[str, dict[str, Any]] = field(default_factory=dict)
    taken_out: dict[str, Record] = field(default_factory=dict)
    former: dict[str, list[Record]] = field(default_factory=dict)

    def imported(self, id_: str) -> Mapping[str, Any]:
        """The fields of a record that the user changed, as an import had written them."""
        return self.edited.get(id_, {})

    def add(self, image: Image, *, by_import: bool) -> None:
        """One change more, in the order in which they were made."""
        before, after = image.before, image.after
        if before is not None:
            self.former.setdefault(image.id, []).append(before)
        if after is None:
            self.entered.discard(image.id)
            self.edited.pop(image.id, None)
            if before is not None and not by_import:
                self.taken_out[image.id] = before
            return
        self.taken_out.pop(image.id, None)
        if before is None:
            if not by_import:
                self.entered.add(image.id)
            return
        self._compare(before, after, by_import=by_import)

    def _compare(self, before: Record, after: Record, *, by_import: bool) -> None:
        imported = self.edited.setdefault(before.id, {})
        for each in fields(before):
            was, now = getattr(before, each.name), getattr(after, each.name)
            if was == now:
                continue
            if by_import or imported.setdefault(each.name, was) == now:
                imported.pop(each.name, None)


def hand_changes(kind: str, lines: Iterable[JournalLine]) -> HandChanges:
    """What the entries (oldest first) did to records of a kind."""
    changes = HandChanges()
    for line in lines:
        content = line.read()
        for image in content.rows:
            if image.kind == kind:
                changes.add(image.today(), by_import=content.batch is not None)
    return changes
