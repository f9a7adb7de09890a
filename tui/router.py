"""The screen that stands at a route, imported when it is opened for the first time."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from operator import attrgetter
from typing import Any

from textual.screen import Screen

from tui.routes import ROUTES, Page, Route
from tui.workspace.importing import IMPORTING


def maker(target: str) -> Callable[..., Screen[Any]]:
    """What makes a screen, `module:name`, imported now if it was not before."""
    module, _, path = target.partition(":")
    with IMPORTING:
        made_by: Callable[..., Screen[Any]] = attrgetter(path)(import_module(module))
    return made_by


def screen_at(route: Route) -> Screen[Any]:
    """The screen of a route, with what the route says about it."""
    if isinstance(route, Page):
        return maker(route.screen)(*(() if route.client_id is None else (route.client_id,)))
    return maker(ROUTES[type(route)])(**route._asdict())
