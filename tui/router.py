"""The screen that stands at a route, imported when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any

from textual.screen import Screen

from tui.routes import ROUTES, Route
from tui.workspace.importing import IMPORTING


def maker(route: type[Route]) -> Callable[..., Screen[Any]]:
    """What makes the screen of a route, imported now if it was not before."""
    module, _, path = ROUTES[route].partition(":")
    with IMPORTING:
        made_by: Callable[..., Screen[Any]] = attrgetter(path)(import_module(module))
    return made_by


def screen_at(route: Route) -> Screen[Any]:
    """The screen of a route, with what the route says about it."""
    return maker(type(route))(**route._asdict())
