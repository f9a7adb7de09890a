"""A message as other programs take it: a `mailto:` link, or a draft file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from urllib.parse import quote

_SUBJECT = re.compile(r"\s*(?:subject|betreff):[ \t]*([^\n]*)\n+", re.IGNORECASE)


def parted(text: str) -> tuple[str, str]:
    """The subject line that a text begins with, "" without one, and the text below it."""
    line = _SUBJECT.match(text)
    return (line[1].strip(), text[line.end() :]) if line else ("", text)


def subject(values: Mapping[str, str], sets: Collection[str]) -> str:
    """What a message is about, from what fills its outline (`sets` = those of its template).

    Plain facts only: the invoice that is asked for, else the project; "" when neither is known.
    """
    number = values.get("invoice_no")
    if "pay" in sets and number:
        several = int(values.get("invoice_count") or 1) > 1
        return f"{'Invoices' if several else 'Invoice'} {number}"
    return values.get("project", "")


def mail_link(address: str, about: str, body: str) -> str:
    """The link that opens a message in a mail program (RFC 6068); `address` "" = to nobody yet."""
    to = quote(" ".join(address.split()), safe="@")
    lines = "\r\n".join(body.rstrip().splitlines())
    parts = [("subject", about), ("body", lines)]
    query = "&".join(f"{name}={quote(part, safe='')}" for name, part in parts if part)
    return f"mailto:{to}?{query}" if query else f"mailto:{to}"


def draft_file(address: str, about: str, body: str) -> str:
    """The same as a file with header lines, as `neomutt -H` and others read it."""
    header = [("To", address), ("Subject", about)]
    lines = [f"{name}: {' '.join(value.split())}" for name, value in header if value.strip()]
    return "\n".join([*lines, "", body.rstrip(), ""])
