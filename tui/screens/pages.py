"""Choosing another of the guided pages by hand."""

from __future__ import annotations

from triage.playbook import DOORS, HELPERS, STEPS
from tui.guide import Guide
from tui.screens.guided import GuidedScreen
from tui.screens.pick import PickScreen

PAGES = (*DOORS, *HELPERS, *STEPS)
"""What happened comes first: digits reach nine, and the steps have gates of their own."""


def pick_page(over: GuidedScreen, guide: Guide) -> None:
    """Ask which; it then stands in the place of the screen `over` which was asked."""

    def picked(index: int | None) -> None:
        if index is not None and guide.there:
            from tui.screens.decide import DecideScreen

            over.app.switch_screen(DecideScreen.of(guide.go_to(PAGES[index])))

    titles = [guide.playbook.screens[id_].title for id_ in PAGES]
    over.app.push_screen(PickScreen("Which page?", titles), picked)
