"""The places of the program as values: what a screen asks for when it leads to another one.

A screen never imports another feature's screen. It asks its app to open a route; ROUTES says, as
text, which class that is, and router.py imports it then. A screen that only a key opens needs no
route of its own: `Page`. Named tuples and no dataclasses: these are made on the way to the first
list, and so many frozen dataclasses would be a twentieth of that start.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

    from storage.errors import StorageError
    from triage.records import Note, Record
    from tui.decide.flow import DecisionFlow
    from tui.review.flow import ReviewFlow


class Page(NamedTuple):
    """A screen that a key opens without code; keys.csv names it, written as those of ROUTES.

    It takes nothing or, with `client_id`, that client. What takes more has a route of its own.
    """

    screen: str
    client_id: str | None = None


# --- one client ---------------------------------------------------------------------------


class ClientRoute(NamedTuple):
    """Everything about one client. `at` = kind and id of the record that the cursor begins on."""

    client_id: str
    at: tuple[str, str] | None = None


class LogRoute(NamedTuple):
    """What happened, by one digit."""

    client_id: str


class NoteRoute(NamedTuple):
    """A new note, or new words for an old one."""

    client_id: str
    note: Note | None = None


class RecordRoute(NamedTuple):
    """The form of a record, a new one of `kind` without `record`.

    It answers with the id of what was saved, None when it was left. `only` narrows it to some
    fields, `at` is the field it opens on.
    """

    kind: str
    client_id: str | None = None
    record: Record | None = None
    only: tuple[str, ...] = ()
    at: str = ""


class TemplatesRoute(NamedTuple):
    """Which message to write."""

    client_id: str


class MessageRoute(NamedTuple):
    """A message from a template; `decision_id` is the decision that asks for it."""

    client_id: str
    template: str
    decision_id: str | None = None


class LessonRoute(NamedTuple):
    """What an ending taught."""

    client_id: str


class WhatIfRoute(NamedTuple):
    """What if this client went."""

    client_id: str


# --- the guided decision ------------------------------------------------------------------


class DecideRoute(NamedTuple):
    """A guided decision from its beginning: on the page that fits best, or on `screen`.

    `again` is an earlier decision whose answers stand there already.
    """

    client_id: str
    screen: str | None = None
    flag: str | None = None
    again: str | None = None


class DecisionRoute(NamedTuple):
    """A guided decision where it stands."""

    flow: DecisionFlow


class OutcomeRoute(NamedTuple):
    """How the running step ended; `then_decide` goes on to what is to be decided after it."""

    client_id: str
    then_decide: bool = False


class ChecklistRoute(NamedTuple):
    """A list of points of a goodbye: `closing`, `agenda`, `prepare` or `safety`."""

    client_id: str
    which: str = "closing"


# --- the weekly review --------------------------------------------------------------------


class ReviewRoute(NamedTuple):
    """The card at hand; `again` when a card is asked again that ended the review."""

    flow: ReviewFlow
    again: bool = False


class ReviewReportRoute(NamedTuple):
    """What a finished review came to; `fresh` when its last card was answered just now."""

    review_id: str
    fresh: bool = False


# --- all clients --------------------------------------------------------------------------


class FindRoute(NamedTuple):
    """Whatever has certain words in it; `typed` stands in the field already."""

    typed: str = ""


class SeveralRoute(NamedTuple):
    """What to do with the clients that are marked; `done` is called when it is done."""

    clients: tuple[str, ...]
    done: Callable[[], None]


class ImportRoute(NamedTuple):
    """Hours or invoices from a file; the one at `path` is looked at at once. `source` is the
    name of the source of the settings file that it comes from, `more` its files that follow, and
    `then` the file of the source that is asked about afterwards.
    """

    path: Path | None = None
    source: str | None = None
    more: tuple[Path, ...] = ()
    then: Path | None = None


class SyncRoute(NamedTuple):
    """What is new from every source, taken in at once where nothing has to be asked."""


class SetupRoute(NamedTuple):
    """The few facts per client that no file holds, all in one table."""


class SettingsRoute(NamedTuple):
    """What the program counts by; the cursor begins on the setting `at`."""

    at: str = ""


# --- the program itself -------------------------------------------------------------------


class WelcomeRoute(NamedTuple):
    """The ways to begin, for a file without clients."""


class RecoveryRoute(NamedTuple):
    """The ways out when the data file cannot be used."""

    trouble: StorageError


class HelpRoute(NamedTuple):
    """What the keys of a place do. `everywhere` = the ids of those that work everywhere else and
    here too, None = all of them.
    """

    place: str
    everywhere: tuple[str, ...] | None = None


Route = (
    Page
    | ClientRoute
    | LogRoute
    | NoteRoute
    | RecordRoute
    | TemplatesRoute
    | MessageRoute
    | LessonRoute
    | WhatIfRoute
    | DecideRoute
    | DecisionRoute
    | OutcomeRoute
    | ChecklistRoute
    | ReviewRoute
    | ReviewReportRoute
    | FindRoute
    | SeveralRoute
    | ImportRoute
    | SyncRoute
    | SetupRoute
    | SettingsRoute
    | WelcomeRoute
    | RecoveryRoute
    | HelpRoute
)
"""Any of them: what is no route cannot be opened."""

ROUTES: Mapping[type[Route], str] = {
    ClientRoute: "tui.client.screen:ClientScreen",
    LogRoute: "tui.client.log_screen:LogScreen",
    NoteRoute: "tui.client.note_screen:NoteScreen",
    RecordRoute: "tui.forms.screen:RecordForm",
    TemplatesRoute: "tui.messages.template_picker:TemplatePickerScreen",
    MessageRoute: "tui.messages.screen:MessageScreen",
    LessonRoute: "tui.goodbyes.lesson_screen:LessonScreen",
    WhatIfRoute: "tui.overview.what_if_screen:WhatIfScreen",
    DecideRoute: "tui.decide.screen:DecideScreen",
    DecisionRoute: "tui.decide.screen:DecideScreen.of",
    OutcomeRoute: "tui.decide.outcome_screen:OutcomeScreen",
    ChecklistRoute: "tui.decide.checklist_screen:ChecklistScreen",
    ReviewRoute: "tui.review.screen:ReviewScreen",
    ReviewReportRoute: "tui.review.report_screen:ReviewReportScreen",
    FindRoute: "tui.overview.find_screen:FindScreen",
    SeveralRoute: "tui.clients.several_screen:SeveralScreen",
    ImportRoute: "tui.imports.screen:ImportScreen",
    SyncRoute: "tui.imports.sync_screen:SyncScreen",
    SetupRoute: "tui.setup.screen:SetupScreen",
    SettingsRoute: "tui.settings.screen:SettingsScreen",
    WelcomeRoute: "tui.clients.welcome_screen:WelcomeScreen",
    RecoveryRoute: "tui.clients.recovery_screen:RecoveryScreen",
    HelpRoute: "tui.ui.help_screen:HelpScreen",
}
"""Module and what in it makes the screen; it takes the fields of the route by their names."""
