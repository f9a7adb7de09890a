"""Choosing another of the guided pages by hand."""

from __future__ import annotations

from triage.playbook.vocabulary import DOORS, HELPERS, STEPS
from tui.decide.flow import DecisionFlow
from tui.routes import DecisionRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog

_PAGES = (*DOORS, *HELPERS, *STEPS)
"""What happened comes first: digits reach nine, and the steps have gates of their own."""


def pick_page(over: BaseScreen[None], guide: DecisionFlow) -> None:
    """Ask which; it then stands in the place of the screen `over` which was asked."""
    pages = dict.fromkeys((*_PAGES, *guide.playbook.screens))

    def picked(index: int | None) -> None:
        if index is not None and guide.there:
            over.replace(DecisionRoute(guide.go_to(list(pages)[index])))

    titles = [guide.playbook.screens[id_].title for id_ in pages]
    over.app.push_screen(ChoiceDialog("Which page?", titles), picked)
