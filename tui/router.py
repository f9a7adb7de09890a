"""Which screen stands at which route. A screen is imported when it is opened for the first time.

The only place that names screens of several features; the app opens what it gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from operator import attrgetter
from typing import Any

from textual.screen import Screen

from tui import routes
from tui.routes import Route

ROUTES: Mapping[type[Route], str] = {
    routes.ClientRoute: "tui.client.screen:ClientScreen",
    routes.WhyRoute: "tui.client.why_screen:WhyScreen",
    routes.LogRoute: "tui.client.log_screen:LogScreen",
    routes.NoteRoute: "tui.client.note_screen:NoteScreen",
    routes.RecordRoute: "tui.forms.screen:RecordForm",
    routes.TemplatesRoute: "tui.messages.template_picker:TemplatePickerScreen",
    routes.MessageRoute: "tui.messages.screen:MessageScreen",
    routes.LessonRoute: "tui.goodbyes.lesson_screen:LessonScreen",
    routes.WhatIfRoute: "tui.overview.what_if_screen:WhatIfScreen",
    routes.DecideRoute: "tui.decide.screen:DecideScreen",
    routes.DecisionRoute: "tui.decide.screen:DecideScreen.of",
    routes.OutcomeRoute: "tui.decide.outcome_screen:OutcomeScreen",
    routes.ChecklistRoute: "tui.decide.checklist_screen:ChecklistScreen",
    routes.ReviewRoute: "tui.review.screen:ReviewScreen",
    routes.ReviewReportRoute: "tui.review.report_screen:ReviewReportScreen",
    routes.AgendaRoute: "tui.overview.agenda_screen:AgendaScreen",
    routes.PortfolioRoute: "tui.overview.portfolio_screen:PortfolioScreen",
    routes.GoodbyesRoute: "tui.goodbyes.screen:GoodbyesScreen",
    routes.ImportRoute: "tui.imports.screen:ImportScreen",
    routes.SetupRoute: "tui.setup.screen:SetupScreen",
    routes.SettingsRoute: "tui.settings.screen:SettingsScreen",
    routes.WelcomeRoute: "tui.clients.welcome_screen:WelcomeScreen",
    routes.RecoveryRoute: "tui.clients.recovery_screen:RecoveryScreen",
    routes.HelpRoute: "tui.ui.help_screen:HelpScreen",
}
"""Module and what in it makes the screen; it takes the fields of the route by their names."""


def maker(route: type[Route]) -> Callable[..., Screen[Any]]:
    """What makes the screen of a route, imported now if it was not before."""
    module, _, path = ROUTES[route].partition(":")
    made_by: Callable[..., Screen[Any]] = attrgetter(path)(import_module(module))
    return made_by


def screen_at(route: Route) -> Screen[Any]:
    """The screen of a route, with what the route says about it."""
    return maker(type(route))(**route._asdict())
