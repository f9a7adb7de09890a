"""A form on a test's stage."""

from __future__ import annotations

from typing import Any

from tests.tui.stage import Stage, client
from triage.records import Client, Record
from tui.forms.form_line import FormLine
from tui.forms.form_lines import FormLines
from tui.forms.screen import RecordForm


def known(**fields: Any) -> Record:
    return client(not_tracked=["hours", "money", "contact", "energy"], **fields)


def line(on: Stage, name: str) -> FormLine:
    return next(line for line in on.app.screen.query(FormLine) if line.field.name == name)


async def fill(on: Stage, name: str, text: str) -> None:
    """Put a text into a field at once; typing it letter by letter takes long."""
    line(on, name).editor.value = text
    await on.settle()


def complaints(on: Stage) -> dict[str, str]:
    """What stands under the fields, by the field it is about."""
    return dict(on.app.screen.query_one(FormLines).errors)


def north(on: Stage) -> Client:
    return on.store.ledger("north").client


async def open_form(on: Stage, *args: Any, **named: Any) -> RecordForm:
    form = RecordForm(*args, **named)
    on.app.push_screen(form)
    await on.settle()
    return form
