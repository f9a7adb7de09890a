"""The message page on a test's stage."""

from __future__ import annotations

from typing import Any

from tests.tui.stage import Stage, client
from triage.records import Message, Record
from tui.messages.marked_text import MarkedText
from tui.messages.screen import MessageScreen
from tui.ui.field import TextInput

CLEAN = "Hello Rolf,\n\nShall we talk on 20 March 2026 about the next pages?"


BLAME = "Hello Rolf,\n\nYou always ignore my mails. Please answer by 20 March 2026."


KEPT = "message:north:{}"


def rolf(**fields: Any) -> Record:
    return client(contact="Rolf", **fields)


async def write(on: Stage, template: str = "reset_expectations", text: str | None = None) -> None:
    """Open a message, with another text in it when one is given."""
    on.app.push_screen(MessageScreen("north", template))
    await on.settle()
    if text is not None:
        area(on).load_text(text)
        await on.settle()
        screen(on).run_lint()
        await on.settle()


def screen(on: Stage) -> MessageScreen:
    current = on.app.screen
    assert isinstance(current, MessageScreen)
    return current


def area(on: Stage) -> MarkedText:
    return screen(on).query_one(MarkedText)


def head(on: Stage) -> str:
    """What stands above the text: how long it is, since when, and when it can go."""
    return on.words("#message-head")


def messages(on: Stage) -> list[Message]:
    return list(on.store.ledger("north").message)


async def answer(on: Stage, text: str) -> None:
    """Type an answer into the small question over the screen."""
    on.app.screen.query_one(TextInput).value = text
    await on.press("enter")
