"""What the store writes down of a change: images of before and after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from typing import Any

from storage.tables.rows import Place
from triage.money import FINEST
from triage.playbook.renamed import up_to_date
from triage.records import Record
from triage.records.codec import dump, parse


@dataclass(frozen=True)
class Image:
    """One row of a change; None before = it was new, None after = it was removed.

    `place` is where the row stood before, so that it can come back there.
    """

    kind: str
    id: str
    before: Record | None
    after: Record | None
    place: Place | None = None

    def today(self) -> Image:
        """The same with the names that options of the playbook have today."""
        before, after = (
            None if record is None else up_to_date(record) for record in (self.before, self.after)
        )
        return replace(self, before=before, after=after)

    def to_json(self) -> dict[str, Any]:
        """The form in the journal: records in exchange form."""
        image: dict[str, Any] = {
            "kind": self.kind,
            "id": self.id,
            "before": self.before and dump(self.before, FINEST),
            "after": self.after and dump(self.after, FINEST),
        }
        if self.place is not None:
            image |= {"seq": self.place.seq, "batch": self.place.batch}
        return image

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Image:
        """The image written so."""
        return cls(
            kind=value["kind"],
            id=value["id"],
            before=parse(value["before"]) if value["before"] else None,
            after=parse(value["after"]) if value["after"] else None,
            place=Place(value["seq"], value["batch"]) if "seq" in value else None,
        )


@dataclass(frozen=True)
class Content:
    """All that one journal entry did.

    `batch` is a bulk import, whose new rows have no images: its id, file, fingerprint, counts
    and digest, under `did` whether they were added, removed or restored, and under `together` what
    it has in common with those that are undone with it. `stays` says that undo passes over it.
    """

    rows: tuple[Image, ...] = ()
    remembered: tuple[Remembered, ...] = ()
    batch: Mapping[str, Any] | None = None
    stays: bool = False

    @property
    def together(self) -> str | None:
        """What the imports have in common that one undo takes back."""
        return self.batch.get("together") if self.batch else None

    def __bool__(self) -> bool:
        return bool(self.rows or self.remembered or self.batch)

    def to_json(self) -> dict[str, Any]:
        """The form in the journal; parts that are empty are left out."""
        content: dict[str, Any] = {}
        if self.rows:
            content["rows"] = [image.to_json() for image in self.rows]
        if self.remembered:
            content["remembered"] = [list(astuple(memory)) for memory in self.remembered]
        if self.batch:
            content["batch"] = dict(self.batch)
        if self.stays:
            content["stays"] = True
        return content

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> Content:
        """The content written so."""
        return cls(
            rows=tuple(Image.from_json(image) for image in value.get("rows", ())),
            remembered=tuple(Remembered(*memory) for memory in value.get("remembered", ())),
            batch=value.get("batch"),
            stays=value.get("stays", False),
        )


@dataclass(frozen=True)
class Remembered:
    """One remembered answer before and after."""

    topic: str
    name: str
    before: str | None
    after: str | None
