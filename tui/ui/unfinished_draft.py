"""A draft in which something is not filled in yet: to fill it in, or to go on with a reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from triage.fields.texts import Reason
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.wording.safe_text import short

REASON_CHARS = 10
"""How long the reason for letting a draft count despite a stop must be."""
_MOST_NAMED = 90
"""Characters of the names that are still blank."""


def ask_unfinished(
    screen: BaseScreen[None],
    left: Iterable[str],
    fill_in: Callable[[], object],
    go_on: Callable[[], object],
) -> None:
    """Say what is `left`, and do what is chosen."""
    question = f"Not filled in yet: {short(', '.join(left), _MOST_NAMED)}"
    answers = (("Go there and fill it in", fill_in), ("Go on as it is, with a reason", go_on))
    choose(screen, question, answers, lambda chosen: chosen())


def ask_reason(
    screen: BaseScreen[None],
    question: str,
    then: Callable[[str | None], object],
    *,
    least: int = REASON_CHARS,
    draft: str | None = None,
) -> None:
    """Ask why it goes out all the same, in at least so many characters."""
    dialog = InputDialog(
        question,
        lambda text: Reason(least).parse(text, screen.workspace.typing()),
        hint=f"Write at least {least} characters; they are kept with the message",
        draft=draft,
    )
    ask_line(screen, dialog, then)
