"""Good Terms' own JSON Lines, which `storage.jsonl_import` reads, at the common front door."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from storage.importing.detect import JSONL
from storage.importing.preview import ImportPreview, Result
from storage.importing.profile import Progress
from storage.importing.table import Skip
from storage.importing.text_source import Source
from storage.jsonl_import import JsonlPlan, plan_jsonl, write_jsonl
from storage.store import Store
from triage.codec import BadValue, parse
from triage.records import Client

_HEAD = 50
LABEL = "Good Terms records"


def named_as_ours(path: Path, names: tuple[str, ...]) -> bool:
    """Whether `--as` or the file's name says that it holds records of ours."""
    return names == (JSONL,) or (JSONL in names and path.suffix.casefold() == f".{JSONL}")


def looks_like_ours(source: Source) -> bool:
    """Whether one of the first lines is a record of ours."""
    return any("kind" in value for value in _objects(source.path, _HEAD))


def clients_in(path: Path) -> list[Client]:
    """The clients that a file brings along; what cannot be read is told of by its preview."""
    clients = []
    with suppress(OSError):
        for value in _objects(path):
            with suppress(BadValue):
                record = parse(value) if value.get("kind") == Client.kind else None
                if isinstance(record, Client):
                    clients.append(record)
    return clients


def _objects(path: Path, most: int | None = None) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8-sig", errors="replace") as stream:
        for line in islice(stream, most):
            if not line.lstrip().startswith("{"):
                continue
            try:
                value = json.loads(line)
            except (ValueError, RecursionError):
                continue
            if isinstance(value, dict):
                yield value


@dataclass(frozen=True)
class JsonlImport:
    """What is to be carried out for one file."""

    plan: JsonlPlan

    def carry_out(self, preview: ImportPreview, store: Store, progress: Progress | None) -> Result:
        """Write it."""
        batch = write_jsonl(self.plan, store, progress)
        new, updated = sum(batch.new.values()), sum(batch.updated.values())
        return Result(
            file=preview.file,
            format=preview.format,
            batch=batch.id if new or updated else None,
            new=new,
            updated=updated,
            same=preview.new + preview.updated + preview.same - new - updated,
            skipped=preview.skipped,
        )


def preview_jsonl(path: Path, store: Store, earlier: Sequence[JsonlPlan]) -> ImportPreview:
    """What importing a file of records would do."""
    plan = plan_jsonl(path, store, earlier)
    return ImportPreview(
        file=path,
        format=JSONL,
        label=LABEL,
        new=plan.new.total(),
        updated=plan.updated.total(),
        same=plan.same.total(),
        skipped=tuple(Skip(skipped.line, skipped.why, bad=True) for skipped in plan.skipped),
        new_clients=tuple(plan.new_clients),
        counts=dict(plan.new),
        plan=JsonlImport(plan),
    )
