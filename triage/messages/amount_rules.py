"""L21: sums of money and invoice numbers, in messages that should be free of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from triage.messages.findings import Findings, LintCase

_AMOUNT = r"\d{1,3}(?:[.,' ]?\d{3}){0,4}(?:[.,]\d{1,2})?"
_WRITTEN_OUT = re.compile(r"(?<![\w.,])\d{1,3}(?:[.,']\d{3}){1,4}[.,]\d{2}(?!\w)")
_INVOICE = re.compile(
    r"(?<!\w)(?:invoices?|bills?|rechnung|facture|factura|fatura) {0,2}"
    r"(?:(?:no\.?|number|nr\.?|#) {0,2}[a-z]{0,6}[-/]?\d|[a-z]{0,4}[-/]?\d[\d/-]{2})[\w/-]{0,20}",
    re.IGNORECASE,
)
_SHORTEST_NUMBER = 3
"""Shorter invoice numbers look like any other number."""


def sums(case: LintCase) -> Findings:
    """A finding for each sum of money and each invoice number."""
    text = case.draft.bare
    spans = {m.span() for p in (_money(case), _WRITTEN_OUT, _INVOICE) for m in p.finditer(text)}
    spans.update(_known(text, case.context.invoice_numbers))
    last = -1
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield case.at(start, end)
            last = end


def _money(case: LintCase) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in case.lint.currencies)
    return re.compile(
        rf"(?<!\w)(?:[€$£¥₹]|(?:{words})(?!\w)) ?{_AMOUNT}"
        rf"|(?<![\w.,]){_AMOUNT} ?(?:[€£$¥₹]|(?:{words})(?!\w))"
    )


def _known(text: str, numbers: Iterable[str]) -> Iterator[tuple[int, int]]:
    for number in numbers:
        if len(number) >= _SHORTEST_NUMBER:
            exact = re.compile(rf"(?<![\w-]){re.escape(number)}(?![\w-])")
            yield from (m.span() for m in exact.finditer(text))
