"""One client on one day, with everything a decision looks at."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property

from triage.health import (
    RULES,
    ClientHistory,
    Facts,
    Flag,
    Health,
    assess,
    facts,
    income_shares,
    since,
)
from triage.health.snapshot import ClientSnapshot
from triage.health.windows import has_come
from triage.ledger import Book, Ledger
from triage.limits import DEFAULT, Limits
from triage.open_items import open_actions
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Playbook
from triage.playbook.state.as_of import SentMessage, attempts, decisions, sent_messages
from triage.playbook.state.journal_facts import NOTHING_KNOWN, JournalFacts
from triage.playbook.state.on_record import on_record
from triage.playbook.state.written_down import written_down
from triage.records import Action, Attempt, Client, Decision, Event, What


@dataclass(frozen=True, kw_only=True)
class Situation:
    """What is known on day `on`; `now` is the moment, None where only the day is known.

    `book` = all clients, for what one ledger cannot tell (income shares, names of linked
    clients). `offers` = what else the user has to offer, from the settings. `own_playbook` = the
    one in force, where it is not the program's. `month_first` = how a typed 3/4 is meant.
    `known_history` = the history of this very ledger, where somebody has built it already.
    `journal` = what only the journal knows; `payments_read_on` = the day of the last import that
    could bring payments, None where they are not imported.
    """

    ledger: Ledger
    health: Health
    on: date
    now: datetime | None = None
    limits: Limits = DEFAULT
    book: Book | None = None
    offers: tuple[str, ...] = ()
    own_playbook: Playbook | None = None
    month_first: bool = False
    journal: JournalFacts = NOTHING_KNOWN
    payments_read_on: date | None = None
    known_history: ClientHistory | None = field(default=None, compare=False, repr=False)

    @cached_property
    def playbook(self) -> Playbook:
        """The playbook in force."""
        return self.own_playbook or builtin()

    @property
    def client(self) -> Client:
        return self.ledger.client

    @cached_property
    def history(self) -> ClientHistory:
        known = self.known_history
        is_same = known is not None and known.ledger is self.ledger
        return known if known is not None and is_same else ClientHistory(self.ledger)

    @cached_property
    def view(self) -> ClientSnapshot:
        return ClientSnapshot(self.history, self.on, self.limits)

    def events(self, what: What) -> Sequence[Event]:
        """Events of one sort up to this day, oldest first."""
        return self.history.events(what).until(self.on)

    @property
    def notices(self) -> list[Event]:
        """What they said of their going, in the relation as it is now, oldest first."""
        return [event for event in self.events("leaving") if self.of_this_life(event.on)]

    @cached_property
    def attempts(self) -> list[Attempt]:
        """Entries into steps and doors as they stood on this day, as they were decided."""
        return attempts(self.ledger, self.on)

    @cached_property
    def decisions(self) -> list[Decision]:
        """What was decided up to this day, oldest first."""
        return decisions(self.ledger, self.on)

    @cached_property
    def open_actions(self) -> Sequence[Action]:
        """What is still to be done on this day, nearest date first, dateless last."""
        return open_actions(self.history, self.on, self.limits)

    @cached_property
    def sent(self) -> list[SentMessage]:
        """Messages that went out up to this day, oldest first."""
        return sent_messages(self.ledger, self.on)

    @cached_property
    def facts(self) -> Facts:
        return facts(self.history, self.on, self.limits)

    @cached_property
    def income_share(self) -> float | None:
        """This client's part of the income of the last 180 days, 0 to 1; None = not known."""
        if self.book is None:
            return None
        return income_shares(self.book, self.on, self.limits).get(self.client.id)

    @property
    def worst(self) -> Flag | None:
        """The worst flag raised."""
        return self.health.worst

    @property
    def worst_code(self) -> str | None:
        """The code of the worst flag raised."""
        return self.worst.code if self.worst else None

    def flag(self, code: str | None) -> Flag | None:
        """That flag, if it is raised."""
        return self.health.flag(code)

    def severity(self, code: str | None) -> int:
        """How bad that flag is; 0 = not raised."""
        return self.health.severity(code)

    def since(self, code: str) -> date:
        """The first day of the unbroken run of days with a flag that is raised.

        A hit of a watch rule has no such run to look back on: it counts from this day.
        """
        if code not in RULES:
            return self.on
        return since(self.history, code, self.on, self.limits)

    def health_on(self, day: date) -> Health:
        """The health as it was on an earlier day."""
        return self._past(day)

    @cached_property
    def _past(self) -> Callable[[date], Health]:
        history, limits = self.history, self.limits
        return cache(lambda day: assess(history, day, limits))

    @cached_property
    def on_record(self) -> Situation:
        """The same without what was only set on the client by hand, and no record bears out; the
        ladder's records on the days on which they were really written down.
        """
        written = written_down(self.ledger, self.journal, self.on)
        client = on_record(written, self.on, self.playbook)
        if client == self.client and written is self.ledger:
            return self
        ledger = replace(written, client=client)
        of_rules = [flag for flag in self.health.flags if flag.code not in RULES]
        health = assess(ledger, self.on, self.limits, of_rules)
        return replace(self, ledger=ledger, health=health)

    @cached_property
    def life_began(self) -> date | None:
        """The day they came back, else the date you started working together; None = not known."""
        return self.returned_on or self.client.since

    @property
    def returned_on(self) -> date | None:
        """The day they came back, if that has come."""
        returned = self.client.returned_on
        return returned if has_come(returned, self.on) else None

    def of_this_life(self, day: date) -> bool:
        """Whether it lies in the relation as it is now: not before the day they came back."""
        return self.returned_on is None or day >= self.returned_on


def situation(
    book: Book,
    client_id: str,
    on: date,
    *,
    now: datetime | None = None,
    limits: Limits = DEFAULT,
    health: Health | None = None,
    offers: tuple[str, ...] = (),
    playbook: Playbook | None = None,
    month_first: bool = False,
    journal: JournalFacts = NOTHING_KNOWN,
    history: ClientHistory | None = None,
) -> Situation:
    """The situation of one client of the book on day `on`.

    `health` when it is known already (with the hits of the user's watch rules), `offers` from the
    settings, `playbook` in place of the program's own, `history` where it is built already. Raises
    KeyError for an unknown id.
    """
    ledger = book.ledgers[client_id]
    if history is None or history.ledger is not ledger:
        history = ClientHistory(ledger)
    return Situation(
        ledger=ledger,
        health=health or assess(history, on, limits),
        on=on,
        now=now,
        limits=limits,
        book=book,
        offers=offers,
        own_playbook=playbook,
        month_first=month_first,
        journal=journal,
        payments_read_on=book.payments_read_on,
        known_history=history,
    )
