"""Choosing another of the guided pages by hand."""

from __future__ import annotations

from triage.playbook.vocabulary import DOORS, HELPERS, STEPS
from tui.decide.flow import DecisionFlow
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import ChoiceDialog

PAGES = (*DOORS, *HELPERS, *STEPS)
"""What happened comes first: digits reach nine, and the steps have gates of their own."""


def pick_page(over: BaseScreen[None], guide: DecisionFlow) -> None:
    """Ask which; it then stands in the place of the screen `over` which was asked."""

    def picked(index: int | None) -> None:
        if index is not None and guide.there:
            from tui.decide.screen import DecideScreen

            over.app.switch_screen(DecideScreen.of(guide.go_to(PAGES[index])))

    titles = [guide.playbook.screens[id_].title for id_ in PAGES]
    over.app.push_screen(ChoiceDialog("Which page?", titles), picked)
