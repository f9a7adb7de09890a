"""Readers of exports that are no tables: each makes rows of the fields in formats.toml."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial

from storage.importing.adapters.adapter import Adapter, Entries, Start, start_of
from storage.importing.adapters.everhour import EVERHOUR
from storage.importing.adapters.hledger import HLEDGER_JSON, TIMECLOCK, TIMEDOT
from storage.importing.adapters.invoiceninja import INVOICENINJA_JSON
from storage.importing.adapters.journal import BEANCOUNT, JOURNAL
from storage.importing.adapters.klog import KLOG, KLOG_JSON
from storage.importing.adapters.org import ORG, ORG_CLOCKTABLE
from storage.importing.adapters.stripe import STRIPE_PAYMENTS
from storage.importing.adapters.tables import NamedRows
from storage.importing.adapters.taskwarrior import TASKWARRIOR
from storage.importing.adapters.timecamp import TIMECAMP
from storage.importing.adapters.timewarrior import TIMEWARRIOR
from storage.importing.adapters.tyme import TYME, TYME_JSON
from storage.importing.adapters.upwork import UPWORK
from storage.importing.adapters.watson import WATSON, WATSON_LOG
from storage.importing.adapters.wave import WAVE
from storage.importing.formats import ADAPTED, Format
from storage.importing.header import Header, HeaderPlace
from storage.importing.table import MappedTable, Skip
from storage.importing.text_source import Source, SourceRow, mended
from triage.records.codec import without_surrogates

ADAPTERS = (
    TIMEWARRIOR,
    WATSON,
    WATSON_LOG,
    KLOG,
    KLOG_JSON,
    TIMECLOCK,
    TIMEDOT,
    HLEDGER_JSON,
    TASKWARRIOR,
    TIMECAMP,
    TYME_JSON,
    ORG,
    ORG_CLOCKTABLE,
    INVOICENINJA_JSON,
    BEANCOUNT,
    JOURNAL,
)
TABLES = (STRIPE_PAYMENTS, WAVE, TYME, UPWORK, EVERHOUR)
"""In the order in which they are tried."""


@dataclass(frozen=True)
class _Rows:
    """The rows of one file, read anew each time they are asked for."""

    source: Source
    entries: Callable[[], Entries]
    form: Format

    def __call__(self) -> Iterator[SourceRow | Skip]:
        for entry in self.entries():
            if isinstance(entry, Skip):
                yield entry
            else:
                cells = [entry.cells.get(name, "") for name in self.form.fields]
                cells = [_clean(cell) for cell in cells]
                mend = self.source.mend
                yield SourceRow(entry.line, [mended(c) for c in cells] if mend else cells)


def _clean(text: str) -> str:
    return without_surrogates(text).replace("\0", "")


def adapted(source: Source, names: Collection[str]) -> MappedTable | None:
    """The file as a table, if one of the adapters in `names` knows it; None otherwise."""
    if not source.sheets:
        start = start_of(source)
        adapter = _adapter(start, [each for each in ADAPTERS if each.name in names], names)
        if adapter is not None:
            return _laid_out(source, adapter.name, partial(adapter.read, source))
    for each in source.each_sheet:
        for table in TABLES:
            place = table.place_in(each) if table.name in names else None
            if place is not None:
                entries = partial(table.read, NamedRows(each, place))
                return _laid_out(each, table.name, entries, place.above)
    return None


def _laid_out(
    source: Source,
    name: str,
    entries: Callable[[], Entries],
    above: tuple[SourceRow, ...] = (),
) -> MappedTable:
    form = ADAPTED[name]
    fields = tuple(form.fields)
    place = HeaderPlace("", Header(0, fields, fields, {}), above)
    columns = {field: at for at, field in enumerate(fields)}
    return MappedTable(source, form, place, columns, adapted_rows=_Rows(source, entries, form))


def _adapter(start: Start, candidates: list[Adapter], names: Collection[str]) -> Adapter | None:
    for adapter in candidates:
        if adapter.recognizes(start):
            return adapter
    # A list without entries is of nobody, unless it was said whose it is.
    empty_list = "".join(start.text.split()) == "[]"
    return candidates[0] if empty_list and len(names) == len(candidates) == 1 else None
