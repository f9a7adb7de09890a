"""Two clients that are one, or one that is two: asked on the client's page, one change each."""

from __future__ import annotations

from functools import partial
from typing import Any
from uuid import uuid4

from storage.import_names import names_after_merge, names_after_split
from triage.changes import ChangeSet
from triage.client_likeness import alike
from triage.client_merge import NotOne, merge, new_half, split
from triage.records import Client, Invoice, Time
from triage.text import fold
from tui.ui.base_screen import BaseScreen
from tui.ui.choice_dialog import choose
from tui.ui.input_dialog import InputDialog, ask_line
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import count
from tui.wording.safe_text import short

_NAME = 40


class Merging:
    """The questions, and what follows from their answers, over the screen of a client."""

    def __init__(self, screen: BaseScreen[Any], client: ShownClient) -> None:
        self._screen = screen
        self._client = client

    def ask(self) -> None:
        """What is to become of the client."""
        name = short(self._client.ledger.client.name, _NAME)
        choices = [
            (f"{name} is in the list twice: merge the other entry into this one", self._ask_who),
            ("These are two clients: move a project to a new client", self._ask_project),
        ]
        choose(self._screen, f"{name}: one client or two?", choices, lambda then: then())

    def _ask_who(self) -> None:
        here = self._client.ledger.client
        others = [
            ledger.client
            for ledger in self._screen.workspace.book.ledgers.values()
            if ledger.client.id != here.id
        ]
        if not others:
            self._screen.notify_user("There is no other client.")
            return
        others.sort(key=lambda client: (not alike(client.name, here.name), fold(client.name)))
        names = [(short(client.name, _NAME), client) for client in others]
        question = f"Which client should become part of {short(here.name, _NAME)}?"
        choose(self._screen, question, names, self._ask_whether)

    def _ask_whether(self, away: Client) -> None:
        """One Enter too many must not merge two clients: the first answer leaves them alone."""
        here = self._client.ledger.client
        try:
            changes = merge(self._screen.workspace.book, away.id, here.id)
        except NotOne as why:
            self._screen.notify_user(str(why))
            return
        gone, stays = short(away.name, _NAME), short(here.name, _NAME)

        def answered(are_one: bool) -> None:
            if are_one:
                self._take_in(away, here, changes)

        answers = [("Leave them as they are", False), (f"Make {gone} part of {stays}", True)]
        remark = f"Everything recorded about {gone} moves too. u takes it back."
        choose(self._screen, "Are they one client?", answers, answered, remark)

    def _take_in(self, away: Client, here: Client, changes: ChangeSet) -> None:
        names = names_after_merge(self._screen.workspace.store, away, here)
        self._screen.write(
            changes.label,
            *changes.changes,
            *names,
            message=f"{away.name} is now part of this client",
        )

    def _ask_project(self) -> None:
        projects: dict[str, int] = {}
        for time in self._client.ledger.time:
            if project := str(time.extra.get("project", "")):
                projects[project] = projects.get(project, 0) + 1
        if not projects:
            self._screen.notify_user(
                "None of these hours have a project. To move invoices: goodterms split."
            )
            return
        choices = [
            (f"{short(project, _NAME)}, {count(entries, 'entry', 'entries')}", project)
            for project, entries in sorted(projects.items())
        ]
        choose(self._screen, "Which project belongs to another client?", choices, self._ask_name)

    def _ask_name(self, project: str) -> None:
        ask_line(
            self._screen,
            InputDialog("What is the new client called?", str.strip, typed=project),
            partial(self._split_off, project),
        )

    def _split_off(self, project: str, name: str | None) -> None:
        if not name:
            return

        def moves(record: Time | Invoice) -> bool:
            return isinstance(record, Time) and record.extra.get("project") == project

        ledger, workspace = self._client.ledger, self._screen.workspace
        new = new_half(ledger.client, str(uuid4()), name)
        changes = split(ledger, new, moves)
        left = [time for time in ledger.time if not moves(time)]
        names = names_after_split(workspace.store, ledger.client, new, changes.records, left)
        self._screen.write(
            changes.label, *changes.changes, *names, message=f"{name} is now a separate client"
        )
