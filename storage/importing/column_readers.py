"""From a survey to decisions: how each column is read, what is assumed, what must be asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from storage.importing import amounts, dates
from storage.importing.amounts import NumberReader, Unsure
from storage.importing.currency import code_in_amount
from storage.importing.dates import DayReader, Order
from storage.importing.errors import ImportTrouble
from storage.importing.file_questions import file_questions
from storage.importing.lengths import UNITS, Unit
from storage.importing.options import ImportOptions, ImportQuestion
from storage.importing.profile import FileProfile
from storage.importing.row_ids import client_key
from storage.importing.table import MappedTable
from triage.money import decimals

BELIEVED = 0.05
"""Share of rows marked billable below which the mark is not believed: seed rule. A tracker whose
flag nobody ever used marks nothing."""

_DAY_COUNTS = ("hours", "duration", "minutes", "seconds", "terms")


@dataclass(frozen=True)
class Readers:
    """How the cells of one file are read."""

    days: Mapping[str, DayReader]
    numbers: Mapping[str, NumberReader]
    all_billable: bool
    credited: frozenset[tuple[str, Decimal]] = frozenset()
    """Client and amount of each credit note."""
    units: Mapping[str, Unit] = field(default_factory=dict)
    """Field -> what its plain numbers count, where that is not what the field says."""


@dataclass(frozen=True)
class Decisions:
    """`readers` is None while a question without a default is open."""

    readers: Readers | None
    assumed: tuple[str, ...]
    questions: tuple[ImportQuestion, ...]
    answered: Mapping[str, str] = field(default_factory=dict)
    """Questions about the whole file that were answered, with the answer."""


def decide(table: MappedTable, survey: FileProfile, options: ImportOptions) -> Decisions:
    """Decide every column. Raises ImportTrouble when `options.dates` reads none of a column."""
    assumed: list[str] = []
    questions: list[ImportQuestion] = []
    answered: dict[str, str] = {}
    for question in file_questions(table, survey, options):
        answer = options.answers.get(question.id)
        if answer is None:
            questions.append(question)
            continue
        answered[question.id] = answer
        if question.id in options.recalled:
            questions.append(replace(question, default=answer, remembered=True))
            assumed.append(f"{question.id}: {answer}, as you said earlier")
    day_readers = _days(table, survey, options, assumed, questions)
    numbers = _numbers(table, survey, assumed)
    all_billable = table.form.kind == "time" and _billable(
        table, survey, options, assumed, questions
    )
    if len(survey.users) > 1:
        assumed.append(f"people: the hours of all {len(survey.users)} are counted")
    for sign, rows in survey.shared_signs.items():
        assumed.append(f"currency: {sign} is {code_in_amount(sign)} ({_rows(rows)})")
    units = _units(table, survey, options, assumed)
    open_question = any(question.default is None for question in questions)
    readers = (
        None
        if open_question
        else Readers(day_readers, numbers, all_billable, _credited(survey, numbers), units)
    )
    return Decisions(readers, tuple(assumed), tuple(questions), answered)


def _days(
    table: MappedTable,
    survey: FileProfile,
    options: ImportOptions,
    assumed: list[str],
    questions: list[ImportQuestion],
) -> dict[str, DayReader]:
    readers: dict[str, DayReader] = {}
    for name, tally in survey.days.items():
        others = [other for field, other in survey.days.items() if field != name]
        recalled = options.dates if "dates" in options.recalled else None
        order = None if recalled else _asked_order(table, name, tally, options.dates)
        reader = dates.reader_of(tally, others, order, options.zone)
        if reader is None and recalled:
            # What the dates say themselves comes before what was said of an earlier file.
            reader = dates.reader_of(tally, others, recalled, options.zone)
            asked = _which_order(table, name, tally.example)
            if all(question.id != asked.id for question in questions):
                questions.append(replace(asked, default=recalled, remembered=True))
                assumed.append(f"dates: {recalled}, as you said earlier")
        if reader is not None:
            readers[name] = reader
        elif name != "created" and all(question.default is not None for question in questions):
            questions.append(_which_order(table, name, tally.example))
    return readers


def _asked_order(
    table: MappedTable, name: str, tally: dates.DayTally, order: Order | None
) -> Order | None:
    family = tally.family
    if order is None or family is None or family in ("ymd", "words"):
        return None
    sample = tally.sample[family]
    if order == "ymd":
        # Only years of two digits can stand first where the four-digit ones stand last.
        return order if DayReader(family, order).read(sample) else None
    against = (tally.only_mdy if order == "dmy" else tally.only_dmy)[family]
    if against == tally.families[family]:
        column = table.header.names[table.columns[name]]
        raise ImportTrouble(
            f"{table.source.path}: no date in the column “{column}” can be read as {order}; "
            f"for example {sample}.",
            "Leave --dates out, or give the other order.",
        )
    return order


def _which_order(table: MappedTable, name: str, example: str) -> ImportQuestion:
    column = table.header.names[table.columns[name]]
    return ImportQuestion(
        id="dates",
        text=(
            f"{table.source.path}: the dates in the column “{column}” can be read in two ways "
            f"({example}). Which comes first, the day (dmy) or the month (mdy)?"
        ),
        options=dates.ORDERS[:2],
        flag="--dates",
    )


def _numbers(
    table: MappedTable, survey: FileProfile, assumed: list[str]
) -> dict[str, NumberReader]:
    codes = survey.all_currencies
    thousandths = bool(codes) and all(decimals(code) == 3 for code in codes)
    readers: dict[str, NumberReader] = {}
    for name, tally in survey.numbers.items():
        others = [other for field, other in survey.numbers.items() if field != name]
        # Nobody works 1,234 hours in one entry; few invoices have thousandths.
        unsure: Unsure = "decimals" if name in _DAY_COUNTS or thousandths else "thousands"
        reader = readers[name] = amounts.reader_of(tally, others, unsure)
        column = table.header.names[table.columns[name]]
        read_as = [(tally.odd_example, tally.odd)] if tally.odd else []
        if reader.mark is None and tally.unsure:
            read_as.append((tally.example, tally.unsure))
        assumed += [
            f"numbers: {cell} in the column “{column}” is {reader.read(cell):f} ({_rows(count)})"
            for cell, count in read_as
        ]
    return readers


def _credited(
    survey: FileProfile, numbers: Mapping[str, NumberReader]
) -> frozenset[tuple[str, Decimal]]:
    if "amount" not in numbers:
        return frozenset()
    read = ((client, numbers["amount"].read(cell)) for client, cell in survey.credits)
    return frozenset((client_key(client), abs(amount)) for client, amount in read if amount)


def _units(
    table: MappedTable, survey: FileProfile, options: ImportOptions, assumed: list[str]
) -> dict[str, Unit]:
    units: dict[str, Unit] = {}
    for name, tally in survey.lengths.items():
        column = table.header.names[table.columns[name]]
        answer = options.answers.get(f"unit:{column}")
        answered = next((unit for unit in UNITS if unit == answer), None)
        if unit := answered or tally.unit:
            units[name] = unit
        if tally.unit and tally.unit != "hours" and not answered:
            assumed.append(
                f"durations: the numbers in “{column}” are {unit}, judging by the start and end "
                "times"
            )
    return units


def _billable(
    table: MappedTable,
    survey: FileProfile,
    options: ImportOptions,
    assumed: list[str],
    questions: list[ImportQuestion],
) -> bool:
    marked = survey.billable + survey.not_billable
    recalled = "billable" in options.recalled
    if options.billable and not recalled:
        return options.billable == "all"
    if not marked:
        if survey.rows and "work" not in table.columns:
            assumed.append("billable: all hours, because the file marks none")
        return False
    if survey.billable >= BELIEVED * marked:
        return False
    are = "is" if survey.billable == 1 else "are"
    only = f"only {survey.billable} of {_rows(marked)} {are} marked billable"
    answer = options.billable or "all"
    hours = "all hours" if answer == "all" else "those marked"
    why = "as you said earlier" if recalled else f"because {only}"
    assumed.append(f"billable: {hours}, {why}")
    questions.append(
        ImportQuestion(
            id="billable",
            text=f"{only.capitalize()}. Count all as billable?",
            options=("all", "as-marked"),
            flag="--billable",
            default=answer,
            remembered=recalled,
        )
    )
    return answer == "all"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
