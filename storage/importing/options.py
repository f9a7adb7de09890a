"""What the user may be asked about an import, and what they said beforehand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, tzinfo
from pathlib import Path
from typing import Any, Literal

from storage.importing.dates import Order
from triage.records import Work

NOT_A_CLIENT = "-"
"""The CLIENT of `--client-for` that means: skip these rows, now and next time."""

Billable = Literal["all", "as-marked"]
OldUnpaid = Literal["paid", "written-off", "open"]
SameNumber = Literal["correction", "another", "leave"]
Older = Literal["stay", "go-back"]
TakenOut = Literal["stay-out", "bring-back"]
AlreadyHere = Literal["same", "another"]
Overlap = Literal["leave-out", "count-both"]
MissingNow = Literal["keep", "remove"]
Agreements = Literal["stay", "take"]


@dataclass(frozen=True, kw_only=True)
class ImportOptions:
    """Answers given before the import. Everything but `on` (today) may be left out.

    `client`: all rows belong to this client (id, or a part of the name that fits one).
    `client_for`: project or tag -> client (name, id or "-").
    `work_for`: project -> the work of its rows that are not billable (`admin` without).
    `column_map`: column of the file -> field (of formats.toml).
    `currency`, `payment_days`: for a new client of whom the file does not tell.
    `same_number`: what an invoice is whose number is there with another amount or day.
    `older`: whether what a file would set back goes back.
    `taken_out`: whether what the user took out comes in again.
    `overlap`: hours that another program has as well. `gone`: entries that the file has no longer.
    `already_here`: whether invoices that came by another way are those of the file.
    `agreements`: whether a list of projects changes what was typed into an agreement.
    `old_days`: age in days from which an unpaid invoice is asked about; seed rule.
    `recalled`: the questions whose answers were remembered of the source, not given now.
    `contents`: what is in encrypted files, by path, for those whose passphrase was typed.
    `zone`: where times with an offset are shown; None = the zone of this machine.
    """

    on: date
    format_name: str | None = None
    client: str | None = None
    dates: Order | None = None
    column_map: Mapping[str, str] = field(default_factory=dict)
    client_for: Mapping[str, str] = field(default_factory=dict)
    work_for: Mapping[str, Work] = field(default_factory=dict)
    billable: Billable | None = None
    old_unpaid: OldUnpaid | None = None
    same_number: SameNumber | None = None
    older: Older | None = None
    taken_out: TakenOut | None = None
    overlap: Overlap | None = None
    gone: MissingNow | None = None
    already_here: AlreadyHere | None = None
    agreements: Agreements | None = None
    currency: str = "EUR"
    payment_days: int = 14
    old_days: int = 180
    zone: tzinfo | None = None
    recalled: frozenset[str] = frozenset()
    answers: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[Path, bytes] = field(default_factory=dict, repr=False)

    def answer_to(self, question_id: str) -> str | None:
        """What was said to a question; None when nothing was."""
        if question_id in _OWN_OPTIONS:
            answer: str | None = getattr(self, question_id)
            return answer
        return self.answers.get(question_id)

    def with_answer(self, question_id: str, answer: str) -> ImportOptions:
        """The same with the answer to a question."""
        if question_id in _OWN_OPTIONS:
            own: dict[str, Any] = {question_id: answer}
            return replace(self, **own)
        return replace(self, answers={**self.answers, question_id: answer})


SOURCE_OPTIONS: Mapping[str, tuple[str, ...]] = {
    "dates": ("dmy", "mdy", "ymd"),
    "billable": ("all", "as-marked"),
    "overlap": ("leave-out", "count-both"),
    "gone": ("keep",),
}
"""Options that hold for later files of a source, and their answers that do: what is taken out
because a file has it no longer is taken out once."""

_OWN_OPTIONS = (
    "dates",
    "billable",
    "old_unpaid",
    "same_number",
    "older",
    "taken_out",
    "overlap",
    "gone",
    "already_here",
    "agreements",
)
"""Questions whose answer is an option of its own."""


@dataclass(frozen=True, kw_only=True)
class ImportQuestion:
    """Something the file does not tell. `flag` is the command line's way to answer it.

    Without a `default` nothing can be imported before it is answered. `rows` are the lines that
    it is about, `records` the ids of what the file no longer has; `remembered` = the default is
    what was said of this source before.
    """

    id: str
    text: str
    options: tuple[str, ...]
    flag: str
    default: str | None = None
    rows: tuple[int, ...] = ()
    records: tuple[str, ...] = ()
    remembered: bool = False


def order_question(path: Path, example: str) -> ImportQuestion:
    """Which of day and month comes first in a file, where its dates leave it open."""
    return ImportQuestion(
        id="dates",
        text=f"{path}: its dates can be read in two ways ({example}). Which comes first, "
        "the day (dmy) or the month (mdy)?",
        options=("dmy", "mdy"),
        flag="--dates",
    )
