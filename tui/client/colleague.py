"""Ask a colleague, from everywhere: what to ask, without a name, on the list and the clipboard."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from triage.changes import Put
from triage.codec import BadValue
from triage.colleague import asking, gives_away, question
from tui.ui.base_screen import BaseScreen
from tui.ui.input_dialog import InputDialog
from tui.wording.formatting import day
from tui.wording.safe_text import short

if TYPE_CHECKING:
    from tui.app import GoodTerms

_QUESTION = "What would you ask somebody experienced? Without a name."


def ask_a_colleague(app: GoodTerms) -> None:
    """For the client that is meant on the screen, or on the nearest one below it."""
    client = next(filter(None, map(_meant, reversed(app.screen_stack))), None)
    screen = app.screen
    if client is None or not isinstance(screen, BaseScreen):
        app.notify_user("Put the cursor on a client first: it is about one of them.")
        return
    one = app.workspace.overviews[client]

    def check(text: str) -> None:
        name = gives_away(text, one.ledger)
        if name is not None:
            raise BadValue(f"“{short(name, 40)}” tells who it is: leave it out")

    def given(text: str | None) -> None:
        if not text:
            return
        action = asking(one.ledger, one.health, text, str(uuid4()))
        assert action.due is not None
        when = day(action.due, app.workspace.today)
        said = f"On the clipboard, and to do by {when}"
        if screen.write(f"{one.name}: ask a colleague", Put(action), said=said):
            app.drafts.drop(draft)
            app.copy_to_clipboard(text)

    draft = f"colleague:{client}"
    asked = question(one.ledger, one.health)
    app.push_screen(InputDialog(_QUESTION, check, typed=asked, draft=draft), given)


def _meant(screen: object) -> str | None:
    return screen.selected_client_id() if isinstance(screen, BaseScreen) else None
