"""Ask a colleague, from everywhere: what to ask, without a name, on the list and the clipboard."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any
from uuid import uuid4

from textual.screen import Screen

from triage.changes import Put
from triage.colleague import asking, asking_due, gives_away, question
from triage.records.codec import BadValue
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.host import Host
from tui.ui.input_dialog import InputDialog
from tui.wording.formatting import day
from tui.wording.safe_text import safe, short

_QUESTION = "What would you ask an experienced colleague? Leave out the client's name."


def ask_a_colleague(host: Host, screens: Sequence[Screen[Any]]) -> None:
    """For the client that is meant on the last of the screens, or on the nearest one below it."""
    client = next(filter(None, map(_selected_client_id, reversed(screens))), None)
    screen = screens[-1]
    if client is None or not isinstance(screen, BaseScreen):
        host.notify_user("Move to a client first: the question is about one client.")
        return
    overview = host.workspace.overviews[client]

    def check(text: str) -> None:
        name = gives_away(text, overview.ledger)
        if name is not None:
            raise BadValue(f"“{short(name, 40)}” gives away who it is: leave it out")

    def asked(text: str | None) -> None:
        if text:
            _show_before_it_goes(screen, text, due, lambda: send(text))

    def send(text: str) -> None:
        action = asking(overview.ledger, overview.health, text, str(uuid4()))
        done = f"Sent to the terminal's clipboard; task due {due}"
        if screen.write(f"{overview.name}: ask a colleague", Put(action), message=done):
            host.drafts.drop(draft)
            screen.app.copy_to_clipboard(text)

    due = day(asking_due(overview.health), host.workspace.today)
    draft = f"colleague:{client}"
    first_text = question(overview.ledger, overview.health)
    dialog = InputDialog(_QUESTION, check, typed=first_text, begun=True, draft=draft)
    screen.app.push_screen(dialog, asked)


def _show_before_it_goes(
    screen: BaseScreen[Any], text: str, due: str, send: Callable[[], None]
) -> None:
    """Ask once more, with all that was typed: it may have been meant for the page below."""
    answers = ((f"Copy it, with a task to ask until {due}", True), ("Leave it", False))

    def answered(goes: bool) -> None:
        if goes:
            send()

    choose(screen, "Copy this for a colleague?", answers, answered, remark=safe(text))


def _selected_client_id(screen: object) -> str | None:
    return screen.selected_client_id() if isinstance(screen, BaseScreen) else None
