"""Every place of the program can be reached by its route, and every screen by some way."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, get_args

import pytest
from textual.screen import Screen

import tui
from tui import routes
from tui.keys.table import KEYS
from tui.router import maker, screen_at
from tui.routes import ROUTES, DecisionRoute, Page, Route, SettingsRoute

BY_THEIR_OWN_FEATURE = {
    "tui.client.records_screen:RecordsScreen",
    "tui.clients.screen:ClientsScreen",  # the app begins with it
    "tui.decide.gate_override_screen:GateOverrideScreen",
    "tui.decide.gate_screen:GateScreen",
    "tui.decide.summary_screen:SummaryScreen",
    "tui.decide.taken_screen:TakenScreen",
    "tui.goodbyes.evidence_screen:EvidenceScreen",
    "tui.goodbyes.watch_rule_screen:WatchRuleScreen",
    "tui.imports.columns_screen:ColumnsScreen",
    "tui.imports.line_screen:LineScreen",
    "tui.imports.preview_screen:PreviewScreen",
    "tui.imports.result_screen:ImportResultScreen",
    "tui.review.opening_screen:OpeningScreen",
    "tui.review.snooze_screen:SnoozeScreen",
    "tui.ui.choice_dialog:ChoiceDialog",
    "tui.ui.input_dialog:InputDialog",
    "tui.ui.too_small_screen:TooSmallScreen",
}
"""Screens without a route: dialogs, and pages that only their own feature opens."""
PAGES = {key.page: key for key in KEYS if key.page}
"""Screens that their key alone opens."""


def modules() -> Iterator[ModuleType]:
    for info in walk_packages(tui.__path__, "tui."):
        if info.name != "tui.__main__":
            yield import_module(info.name)


def screens() -> set[type[Screen[Any]]]:
    """Every screen class of the program that is not there only for others to build on."""
    defined = {
        cls
        for module in modules()
        for cls in vars(module).values()
        if inspect.isclass(cls) and issubclass(cls, Screen) and cls.__module__ == module.__name__
    }
    bases = {base for cls in defined for base in cls.__mro__[1:]}
    return defined - bases


def name(cls: type[Screen[Any]]) -> str:
    return f"{cls.__module__}:{cls.__qualname__}"


def test_every_route_has_its_screen() -> None:
    defined = {cls for cls in vars(routes).values() if hasattr(cls, "_fields")}
    differing = {
        route.__name__ for route in defined - {Page} - (set(ROUTES) & set(get_args(Route)))
    }
    assert not differing, f"tui/routes.py: both in Route and in ROUTES, please: {differing}"


def taken_by(target: str) -> dict[str, Any]:
    """What a screen takes, and what each is when it is left out."""
    made_by = maker(target)
    if inspect.isclass(made_by) and made_by.__init__ is Screen.__init__:
        return {}  # its name in the stylesheets and the like is no place of the program
    parameters = inspect.signature(made_by).parameters
    return {name: parameter.default for name, parameter in parameters.items()}


def test_every_route_is_opened_somewhere() -> None:
    used = {
        node.id
        for path in Path(tui.__file__).parent.rglob("*.py")
        if path.name not in ("routes.py", "router.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Name)
    }
    unopened = {route.__name__ for route in get_args(Route)} - used
    assert not unopened, f"self.open({unopened}(...)) in the screen that leads there: nobody does"


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.__name__)
def test_a_screen_takes_what_its_route_says(route: type[Route]) -> None:
    left_out = dict.fromkeys(route._fields, inspect.Parameter.empty) | route._field_defaults
    assert taken_by(ROUTES[route]) == left_out, (
        f"tui/routes.py: the fields of {route.__name__} are what {ROUTES[route]} takes, by the "
        "same names and with the same defaults"
    )


@pytest.mark.parametrize("page", PAGES)
def test_a_page_takes_nothing_or_the_client_alone(page: str) -> None:
    key = PAGES[page]
    assert page in {name(cls) for cls in screens()}, (
        f"{key.id} of tui/keys/keys.csv: there is no screen {page}"
    )
    takes = ["client_id"] if key.page_for_client else []
    assert list(taken_by(page)) == takes, (
        f"{key.id} of tui/keys/keys.csv: {page} takes {list(taken_by(page))}. A screen that takes "
        "nothing is opened by app.open_page, one that takes client_id by open_client_page; what "
        "takes more has a route in tui/routes.py"
    )


def test_every_screen_is_opened_by_a_key_a_route_or_its_own_feature() -> None:
    routed = {target.removesuffix(".of") for target in ROUTES.values()}
    assert not routed & PAGES.keys(), "its key opens it: take its route out of tui/routes.py"
    routed |= PAGES.keys()
    assert not routed & BY_THEIR_OWN_FEATURE
    unreached = {name(cls) for cls in screens()} - routed - BY_THEIR_OWN_FEATURE
    assert not unreached, (
        "open it with a line of tui/keys/keys.csv (app.open_page, open_client_page), or with a "
        "route of tui/routes.py where it takes more than the client, or, where only its own "
        f"feature opens it, name it in BY_THEIR_OWN_FEATURE: {unreached}"
    )
    gone = (routed | BY_THEIR_OWN_FEATURE) - {name(cls) for cls in screens()}
    assert not gone, f"named here, in tui/routes.py or in keys.csv, and nowhere defined: {gone}"


def test_a_route_makes_a_new_screen_each_time() -> None:
    first, second = screen_at(SettingsRoute("theme")), screen_at(SettingsRoute("theme"))
    assert type(first).__name__ == "SettingsScreen"
    assert first is not second


def test_a_decision_goes_on_where_it_stands() -> None:
    class Flow:
        client_id = "north"

    flow: Any = Flow()
    screen: Any = screen_at(DecisionRoute(flow))
    assert screen.guide is flow
