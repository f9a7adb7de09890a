"""Invoices that came by another way than the file's: entered by hand, or from another program.

A row that has the number, day and amount of one is taken for it, which is said once and can be
denied. From then on it is remembered, and nothing is asked again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from storage.importing.invoicerows import InvoiceEntry
from storage.importing.options import AlreadyHere, ImportQuestion
from triage.records import Invoice

_SHOWN = 5
"""Invoices that are named; the others are counted."""


@dataclass
class InvoiceLinks:
    """The invoices of one file that came by another way; `learnt` is what is to be remembered."""

    source: str
    remembered: Mapping[str, str]
    learnt: dict[str, str] = field(default_factory=dict)
    _first_met: dict[str, list[str]] = field(default_factory=dict)
    _lines: list[int] = field(default_factory=list)

    def known(self, entry: InvoiceEntry) -> str | None:
        """The id of the invoice that a row was known to be before."""
        return self.remembered.get(f"{self.source} {entry.key}")

    def is_news(self, entry: InvoiceEntry, invoice: Invoice) -> bool:
        """Whether this row was not known to be that invoice of another way."""
        return invoice.source != self.source and self.known(entry) != invoice.id

    def learn(self, entry: InvoiceEntry, invoice: Invoice) -> None:
        """From now on the row is that invoice."""
        self.learnt[f"{self.source} {entry.key}"] = invoice.id

    def meet(self, entry: InvoiceEntry, invoice: Invoice) -> None:
        """The row was taken for an invoice of another way: it is to be named."""
        self._lines.append(entry.line)
        came = f"from {invoice.source}" if invoice.source else "entered by hand"
        self._first_met.setdefault(came, []).append(entry.number or f"of {entry.issued}")

    def notes(self) -> Iterator[str]:
        """One sentence for each way by which invoices came."""
        for came, numbers in self._first_met.items():
            more = f" and {len(numbers) - _SHOWN} more" if len(numbers) > _SHOWN else ""
            listed = ", ".join(numbers[:_SHOWN])
            yield f"already here, {came}: {'invoice' if len(numbers) == 1 else 'invoices'} " + (
                f"{listed}{more}"
            )

    def question(self, answer: AlreadyHere | None) -> ImportQuestion | None:
        """Whether they are the same; None when there is nothing to ask."""
        count = sum(len(numbers) for numbers in self._first_met.values())
        if not count or answer is not None:
            return None
        what = "1 invoice has" if count == 1 else f"{count} invoices have"
        same = (
            "Is it the same one, or a different one?"
            if count == 1
            else "Are they the same ones, or different ones?"
        )
        return ImportQuestion(
            id="already_here",
            text=(
                f"{what} the same number, day and amount as one that you entered or that came from "
                f"another program. {same}"
            ),
            options=("same", "another"),
            flag="--already-here",
            default="same",
            rows=tuple(self._lines),
        )
