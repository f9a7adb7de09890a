"""Wave: its transactions; the lines of the receivables account are invoices and payments."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from storage.importing.adapters.adapter import Entries, Entry
from storage.importing.adapters.tables import Cells, NamedRows, TableAdapter, has_all
from storage.importing.table import Skip

_NEEDS = ("transaction id", "transaction date", "account name", "customer", "invoice number")
_ONE, _DEBIT, _CREDIT = (
    "amount (one column)",
    "debit amount (two column approach)",
    "credit amount (two column approach)",
)
_RECEIVABLE = "receivable"
_INCOME = ("income", "revenue")
_OWNED = ("cash", "bank", "money in transit")


@dataclass
class _Invoice:
    """The lines of one invoice so far."""

    line: int
    client: str
    issued: str
    amount: Decimal = Decimal(0)
    paid: Decimal = Decimal(0)
    paid_on: str = ""
    payments: list[int] = field(default_factory=list)


def _read(table: NamedRows) -> Entries:
    reader = table.numbers(_ONE, _DEBIT, _CREDIT)

    def amount(cells: Cells) -> Decimal | None:
        if cells.get(_DEBIT) or cells.get(_CREDIT):
            debit, credit = (reader.read(cells.get(name, "") or "0") for name in (_DEBIT, _CREDIT))
            return None if debit is None or credit is None else debit - abs(credit)
        return reader.read(cells.get(_ONE, ""))

    kinds: dict[str, str] = {}
    for _, cells in table:
        if _RECEIVABLE not in _account(cells):
            of = cells["transaction id"]
            kinds[of] = f"{kinds.get(of, '')} {_account(cells)}"
    invoices: dict[tuple[str, str], _Invoice] = {}
    for line, cells in table:
        account = _account(cells)
        others = kinds.get(cells["transaction id"], "")
        is_work = any(word in others for word in _INCOME)
        is_money = not is_work and any(word in others for word in _OWNED)
        number, client = cells.get("invoice number", ""), cells.get("customer", "")
        if _RECEIVABLE not in account:
            yield Skip(line, f"no invoice: {cells['account name'] or 'no account'}")
            continue
        money = amount(cells)
        if money is None:
            yield Skip(line, "no amount that can be read", bad=True)
        elif not number:
            yield Skip(line, "an amount owed without an invoice number", bad=True)
        else:
            day = cells["transaction date"]
            invoice = invoices.setdefault((client, number), _Invoice(line, client, day))
            # A client who gets money back owes it again; income that is taken back is owed no more.
            if (money > 0 and not is_money) or (money < 0 and is_work and invoice.amount):
                if not invoice.amount:
                    invoice.line, invoice.issued = line, day
                invoice.amount += money
            else:
                invoice.paid -= money
                invoice.paid_on = day
                invoice.payments.append(line)
    yield from _entries(invoices)


def _account(cells: Cells) -> str:
    return f"{cells.get('account type', '')} {cells['account name']}".casefold()


def _entries(invoices: dict[tuple[str, str], _Invoice]) -> Entries:
    for (_, number), invoice in invoices.items():
        if not invoice.amount:
            for line in invoice.payments:
                why = f"a payment for invoice {number}, which is not in this file"
                yield Skip(line, f"{why}: export it again with an earlier start date", bad=True)
            continue
        yield Entry(
            invoice.line,
            {
                "client": invoice.client,
                "number": number,
                "issued": invoice.issued,
                "amount": f"{invoice.amount:.2f}",
                "paid": f"{invoice.paid:.2f}",
                "paid_on": invoice.paid_on,
            },
        )


WAVE = TableAdapter("wave", has_all(*_NEEDS), _read)
