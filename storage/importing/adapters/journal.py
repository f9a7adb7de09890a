"""Plain text accounting, beancount and hledger: what clients owe stands in accounts of receivables.

A posting that adds to one is an invoice, one that takes from it a payment, or a credit note where
income is given back. A payment is put to the invoice that its link or code names, else to the
oldest of that client that is still open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from storage.importing.adapters.adapter import (
    Adapter,
    Entries,
    Entry,
    Start,
    iso_day,
    numbered_lines,
    tag_value,
)
from storage.importing.amounts import NumberReader
from storage.importing.table import Skip
from storage.importing.text_source import Source

_DAY = r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}"
_BEAN = re.compile(rf'({_DAY}) (?:\*|!|txn) *((?:"(?:[^"\\]|\\.)*" *)+)(.*)')
_HLEDGER = re.compile(rf"({_DAY})(?:=\S+)?(?: +[*!])?(?: +\(([^)]*)\))? +(\S.*)")
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')
_POSTING = re.compile(r"[ \t]+(?:[*!] +)?([^\W\d_](?:[^;\s]| (?! ))*)(?:[ \t]+([^;]*))?(?:;.*)?")
_META = re.compile(r'[ \t]+([a-z][\w-]*):[ \t]+"?([^"]*)"?[ \t]*')
_AMOUNT = re.compile(r"([^\d.,'-]*)(-?)([^\d.,'-]*)([\d.,']*\d)[ ]*([^\W\d_]{0,8}|[€$£¥])")
_RECEIVABLE = re.compile(r"receivable|debtors|forderung|créance", re.IGNORECASE)
_INCOME = re.compile(r"income|revenue|sales|ertrag|erlös|umsatz|produit", re.IGNORECASE)
_LINK = re.compile(r"\^([\w/.-]+)")
_OPENED = re.compile(rf"{_DAY} open [A-Z]")
_LINES = 300
"""Lines looked at: options and opened accounts stand before the first transaction."""
_READER = NumberReader()


@dataclass
class _Transaction:
    """What stands above some postings; `owed` are those of receivables, with line and account,
    `others` the amounts of all others, and `roots` the kinds of their accounts."""

    line: int
    day: str
    payee: str
    number: str
    due: str = ""
    owed: list[tuple[int, str, str]] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    roots: set[str] = field(default_factory=set)
    takes_income: bool = False

    def is_credit(self, account: str) -> bool:
        """Whether what is taken from an account of receivables is income given back: no other
        account of what one owns has it instead."""
        return self.takes_income and _root(account) not in self.roots


@dataclass
class _Invoice:
    """One invoice, and what came in for it so far."""

    line: int
    client: str
    number: str
    issued: str
    due: str
    amount: Decimal
    currency: str
    paid: Decimal = Decimal(0)
    paid_on: str = ""


_Head = Callable[[int, str], _Transaction | None]


def _is_beancount(start: Start) -> bool:
    lines = start.lines[:_LINES]
    return any(_OPENED.match(line) or _BEAN.match(line) for line in lines)


def _is_journal(start: Start) -> bool:
    lines = start.lines[:_LINES]
    return any(_HLEDGER.match(line) for line in lines) and any(
        line[0] in " \t" and _RECEIVABLE.search(line) for line in lines
    )


def _bean_head(line: int, text: str) -> _Transaction | None:
    match = _BEAN.match(text)
    if match is None:
        return None
    words = _QUOTED.findall(match[2])
    link = _LINK.search(match[3])
    payee = words[0] if len(words) > 1 else ""
    return _Transaction(line, iso_day(match[1]), payee, link[1] if link else "")


def _hledger_head(line: int, text: str) -> _Transaction | None:
    match = _HLEDGER.match(text)
    if match is None:
        return None
    described, _, comment = match[3].partition(";")
    payee = described.partition("|")[0].strip()
    due = iso_day(tag_value(comment, "due"))
    return _Transaction(line, iso_day(match[1]), payee, match[2] or "", due)


def _transactions(source: Source, head: _Head) -> Iterator[_Transaction]:
    now: _Transaction | None = None
    for number, line in numbered_lines(source):
        if line[:1] not in (" ", "\t"):
            if now is not None:
                yield now
            now = head(number, line)
        elif now is not None:
            _add_line(now, number, line)
    if now is not None:
        yield now


def _add_line(transaction: _Transaction, number: int, line: str) -> None:
    if meta := _META.fullmatch(line):
        if meta[1] == "due":
            transaction.due = iso_day(meta[2])
        elif meta[1] in ("invoice", "number"):
            transaction.number = meta[2]
        return
    match = _POSTING.fullmatch(line)
    if match is None:
        if line.lstrip().startswith(";"):
            transaction.due = iso_day(tag_value(line.strip("; \t"), "due")) or transaction.due
        return
    account, amount = match[1], (match[2] or "").strip()
    if _RECEIVABLE.search(account):
        transaction.owed.append((number, account, amount))
    else:
        transaction.others.append(amount)
        transaction.roots.add(_root(account))
        transaction.takes_income |= bool(_INCOME.search(account))


def _read(source: Source, head: _Head) -> Entries:
    invoices: list[_Invoice] = []
    for transaction in _transactions(source, head):
        for line, account, text in transaction.owed:
            money = _money(text) if text else _balance(transaction)
            if money is None:
                yield Skip(line, f"“{text}” is not an amount", bad=True)
                continue
            amount, currency = money
            client = _client(account, transaction.payee)
            if amount > 0 or transaction.is_credit(account):
                invoices.append(
                    _Invoice(
                        line,
                        client,
                        transaction.number,
                        transaction.day,
                        transaction.due,
                        amount,
                        currency,
                    )
                )
            elif (skip := _pay(invoices, client, transaction, line, -amount, currency)) is not None:
                yield skip
    for invoice in invoices:
        yield Entry(
            invoice.line,
            {
                "client": invoice.client,
                "number": invoice.number,
                "issued": invoice.issued,
                "due": invoice.due,
                "amount": f"{invoice.amount:f}",
                "paid": f"{invoice.paid:f}",
                "paid_on": invoice.paid_on,
                "currency": invoice.currency,
            },
        )


def _pay(
    invoices: list[_Invoice],
    client: str,
    transaction: _Transaction,
    line: int,
    amount: Decimal,
    currency: str,
) -> Skip | None:
    """Put a payment to the invoices it is for; why not, when nothing of the kind is owed."""
    number = transaction.number
    owing = [
        invoice
        for invoice in invoices
        if (invoice.client, invoice.currency) == (client, currency)
        and invoice.amount > invoice.paid
    ]
    named = [invoice for invoice in owing if number and invoice.number == number]
    exact = [invoice for invoice in owing if invoice.amount - invoice.paid == amount]
    for invoice in named or exact[:1] or owing:
        part = min(amount, invoice.amount - invoice.paid)
        invoice.paid += part
        invoice.paid_on = transaction.day
        amount -= part
        if not amount:
            return None
    return Skip(line, f"{amount:f} more than {client or 'they'} owed", bad=True)


def _root(account: str) -> str:
    return account.partition(":")[0].casefold()


def _money(text: str) -> tuple[Decimal, str] | None:
    """The amount of a posting and its currency as written; costs and prices do not count."""
    match = _AMOUNT.match(text.partition("@")[0].partition("{")[0].partition("=")[0].strip())
    value = _READER.read(match[4]) if match else None
    if match is None or value is None:
        return None
    before = (match[1] + match[3]).strip()
    return (-value if match[2] else value), match[5] or before


def _balance(transaction: _Transaction) -> tuple[Decimal, str] | None:
    """What a posting without an amount makes up for: the others, turned round."""
    others = [_money(text) for text in transaction.others]
    known = [money for money in others if money is not None]
    currencies = {currency for _, currency in known}
    if len(known) != len(others) or len(currencies) != 1 or len(transaction.owed) != 1:
        return None
    return -sum((amount for amount, _ in known), Decimal(0)), currencies.pop()


def _client(account: str, payee: str) -> str:
    """What stands below the account of receivables, else whom the transaction names."""
    parts = account.split(":")
    at = next(index for index, part in enumerate(parts) if _RECEIVABLE.search(part))
    return " ".join(parts[at + 1 :]).replace("-", " ").strip() or payee


BEANCOUNT = Adapter("beancount", _is_beancount, lambda source: _read(source, _bean_head))
JOURNAL = Adapter("hledger-journal", _is_journal, lambda source: _read(source, _hledger_head))
