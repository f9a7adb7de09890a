"""What has to be known of a whole file before its rows can be read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import get_args

from storage.importing.currency import code_in_amount, sharers
from storage.importing.dates import tells_order
from storage.importing.doubts import file_question
from storage.importing.lengths import Unit
from storage.importing.letters import ways_to_read
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.profile import FileProfile
from storage.importing.table import MappedTable
from storage.importing.table_sources import is_by_map
from storage.importing.text_source import SourceRow
from storage.importing.words import other_paper_in

PAYMENT = ("paid", "balance", "paid_on", "paid_after", "state")
"""Fields of which one tells whether an invoice is paid."""


def sign_id(source: str, sign: str) -> str:
    """The question what a sign means; for a program, the answer is remembered."""
    return f"sign:{sign}" if is_by_map(source) else f"currency:{source} {sign}"


def file_questions(
    table: MappedTable, survey: FileProfile, options: ImportOptions
) -> Iterator[ImportQuestion]:
    """Each question that the file gives rise to, answered or not, what is in the file first."""
    asked = (
        (*_papers(table), *_payments(table))
        if table.form.kind == "invoice"
        else _units(table, survey)
    )
    yield from (
        *_letters(table, survey),
        *asked,
        *_signs(table, survey, options),
        *_orders(table, survey, options),
    )


def _letters(table: MappedTable, survey: FileProfile) -> Iterator[ImportQuestion]:
    if survey.odd_words:
        ways = ways_to_read(table.source, survey.odd_words)
        why = "; ".join(f"{answer}: {text}" for answer, text in ways.items())
        yield file_question("letters", table.source.path, why=why, options=tuple(ways))


def _papers(table: MappedTable) -> Iterator[ImportQuestion]:
    if "document" in table.columns or table.adapted_rows is not None:
        return  # its rows say what they are
    texts = [
        " ".join(cell for row in table.place.above for cell in row.cells),
        table.header.names[table.columns["number"]] if "number" in table.columns else "",
        table.source.path.stem,
    ]
    paper = next((paper for text in texts if (paper := other_paper_in(text))), "")
    if paper:
        yield file_question("papers", table.source.path, word=paper)


def _payments(table: MappedTable) -> Iterator[ImportQuestion]:
    if not any(name in table.columns for name in PAYMENT):
        yield file_question("payments", table.source.path)


def _units(table: MappedTable, survey: FileProfile) -> Iterator[ImportQuestion]:
    for name, tally in survey.lengths.items():
        if tally.must_ask:
            column = table.header.names[table.columns[name]]
            yield file_question(
                f"unit:{column}", table.source.path, why=tally.example, options=get_args(Unit)
            )


def _signs(
    table: MappedTable, survey: FileProfile, options: ImportOptions
) -> Iterator[ImportQuestion]:
    for sign in survey.shared_signs:
        if code_in_amount(sign) != options.currency:
            codes = dict.fromkeys((*sharers(sign), options.currency))
            yield file_question(
                sign_id(table.form.source, sign), table.source.path, word=sign, options=tuple(codes)
            )


def _orders(
    table: MappedTable, survey: FileProfile, options: ImportOptions
) -> Iterator[ImportQuestion]:
    orders = {
        name: tally.order for name, tally in survey.days.items() if tally.order in ("dmy", "mdy")
    }
    if options.dates is None and len(set(orders.values())) > 1:
        dmy, mdy = (
            next(name for name, order in orders.items() if order == each) for each in ("dmy", "mdy")
        )
        columns = [f"“{table.header.names[table.columns[name]]}”" for name in (dmy, mdy)]
        why = f"{columns[0]} begins with the day, {columns[1]} with the month"
        rows = _of_one_order(table, orders)
        yield file_question("date-orders", table.source.path, why=why, rows=rows)


def _of_one_order(table: MappedTable, fields: Iterable[str]) -> Iterator[int]:
    """The lines with a date in one of these fields that says itself in which order it is."""
    for row in table.rows():
        if isinstance(row, SourceRow) and any(
            tells_order(table.cell(row, name)) for name in fields
        ):
            yield row.line
