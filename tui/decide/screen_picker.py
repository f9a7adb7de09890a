"""Choosing another of the guided pages by hand."""

from __future__ import annotations

from triage.playbook.vocabulary import DOORS, HELPERS, STEPS
from tui.decide.flow import DecisionFlow
from tui.routes import DecisionRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog

_PAGES = (*DOORS, *HELPERS, *STEPS)
"""What happened comes first: digits reach nine, and the steps have gates of their own."""
_AFTER_END = ("lesson", "later", "late", "safety")
"""What there still is to do with somebody who is gone."""


def pick_page(
    over: BaseScreen[None],
    guide: DecisionFlow,
    question: str = "Which page?",
    *,
    leave: bool = False,
) -> None:
    """Ask which; it then stands in the place of the screen `over` which was asked.

    `leave` = who picks none of them leaves that screen as well.
    """
    screens = guide.playbook.screens
    first = _AFTER_END if guide.situation.view.ended else ()
    pages = dict.fromkeys((*first, *_PAGES, *screens))

    def picked(page: str) -> None:
        if guide.there:
            over.replace(DecisionRoute(guide.go_to(page)))

    def asked(index: int | None) -> None:
        if index is not None:
            picked(tuple(pages)[index])
        elif leave:
            over.dismiss()

    over.app.push_screen(ChoiceDialog(question, [screens[page].title for page in pages]), asked)
