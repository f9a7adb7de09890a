"""What an undo would do, or did not do, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from triage.records import Client, Record, Review
from triage.records.schema import schema
from triage.terms import field_term, kind_term

if TYPE_CHECKING:
    from storage.history import PastChange

_MOST = 3
"""Fields, or records, that are named; of more, how many."""


def undo_words(change: PastChange) -> str:
    """What undo does to the records: `removes 1 note; changes back Acme: rate`."""
    added = Counter(after.kind for before, after in change.records if before is None and after)
    gone = Counter(before.kind for before, after in change.records if before and after is None)
    added.update(change.imported)
    parts = [f"removes {_counted(added)}"] if added else []
    parts += [f"brings back {_counted(gone)}"] if gone else []
    parts += _set_back(change)
    return "; ".join(parts) or "forgets an answer to an import"


def _set_back(change: PastChange) -> list[str]:
    pairs = [(before, after) for before, after in change.records if before and after]
    changed = [pair for pair in pairs if pair[0] != pair[1]]
    if len(changed) > 1:
        return [f"changes back {_counted(Counter(before.kind for before, _ in changed))}"]
    return [f"changes back {_name(before)}{_which(before, after)}" for before, after in changed]


def _which(before: Record, after: Record) -> str:
    """The fields that change; those of a review are the program's own, and tell nobody anything."""
    return "" if isinstance(before, Review) else f": {_listed(_fields(before, after))}"


def _fields(before: Record, after: Record) -> list[str]:
    return [
        field_term(spec.name)
        for spec in schema(type(before))
        if getattr(before, spec.attr) != getattr(after, spec.attr)
    ] or ["other fields"]


def _name(record: Record) -> str:
    return record.name if isinstance(record, Client) else f"the {kind_term(record.kind)}"


def _counted(kinds: Mapping[str, int]) -> str:
    return _listed([f"{number} {_plural(kind, number)}" for kind, number in kinds.items()])


def counted_kinds(kinds: Mapping[str, int]) -> str:
    """`1 client, 3 notes, 12 time entries`, all of them."""
    return ", ".join(f"{number} {_plural(kind, number)}" for kind, number in kinds.items())


def _plural(kind: str, number: int) -> str:
    term = kind_term(kind)
    if kind == "time":
        return "time entry" if number == 1 else "time entries"
    return term if number == 1 or term.endswith("work") else f"{term}s"


def _listed(words: list[str]) -> str:
    more = len(words) - _MOST
    return ", ".join(words[:_MOST]) + (f" and {more} more" if more > 0 else "")


def kept_words(kept: Iterable[Record], names: Mapping[str, str]) -> str:
    """Which records of an import stayed; `names` are the clients' by id. "" when none did."""
    told = [_told(record, names) for record in kept]
    return f"Kept, because they have been changed or needed since: {_listed(told)}." if told else ""


def _told(record: Record, names: Mapping[str, str]) -> str:
    if isinstance(record, Client):
        return f"client {record.name}"
    client = names.get(getattr(record, "client", ""), "")
    on = getattr(record, "on", None) or getattr(record, "issued", None)
    parts = (client, kind_term(record.kind), f"of {on.isoformat()}" if on else "")
    return " ".join(filter(None, parts))
