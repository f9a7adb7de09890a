"""Choosing another of the guided pages by hand."""

from __future__ import annotations

from triage.playbook.vocabulary import DOORS, HELPERS, STEPS
from tui.decide.flow import DecisionFlow
from tui.routes import DecisionRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose

_PAGES = (*DOORS, *HELPERS, *STEPS)
"""What happened comes first: digits reach nine, and the steps have gates of their own."""
_AFTER_END = ("lesson", "later", "late", "safety")
"""What there still is to do with somebody who is gone."""


def pick_page(over: BaseScreen[None], guide: DecisionFlow) -> None:
    """Ask which; it then stands in the place of the screen `over` which was asked."""
    screens = guide.playbook.screens
    first = _AFTER_END if guide.situation.view.ended else ()
    pages = dict.fromkeys((*first, *_PAGES, *screens))

    def picked(page: str) -> None:
        if guide.there:
            over.replace(DecisionRoute(guide.go_to(page)))

    choose(over, "Which page?", [(screens[page].title, page) for page in pages], picked)
