"""A client's records in memory, and everything a user does with them day by day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tests.ways import Goal, anywhere, decided, gaps_filled
from triage.changes import ChangeSet, Put, RecordIds, Remove
from triage.clients.advice import NextAction
from triage.clients.overview import Overview, overview_of
from triage.ledger import Book, book
from triage.playbook.after.checklists import mark
from triage.playbook.after.closing import close
from triage.playbook.after.sending import sent
from triage.playbook.ask.evaluation import evaluate
from triage.playbook.decide.attempts import open_visit
from triage.playbook.decide.commit import CommittedDecision, commit_decision
from triage.playbook.decide.outcomes import extend, record_outcome
from triage.playbook.gates.gates import GateKey
from triage.playbook.model import Playbook
from triage.playbook.presentation import DecideView, decide_view
from triage.playbook.state.journal_facts import NOTHING_KNOWN
from triage.playbook.state.situation import Situation, situation
from triage.records import Client, Record
from triage.records.codec import dump, parse

NAME = "Northlake Foods"


def day(text: str) -> date:
    return date.fromisoformat(text)


def filled(
    now: Situation,
    screen: str | None,
    answers: Mapping[str, str],
    key: GateKey | None = None,
    goal: Goal = decided,
) -> Mapping[str, str]:
    """The answers, and one for every question on the way to the goal that a test does not name."""
    return gaps_filled(answers, lambda more: evaluate(now, screen, more, key), goal)


class Desk:
    """Records, and what is done to them. Everything stored passes the codec on its way."""

    def __init__(self, *records: Record, client: str = "c"):
        self.client = client
        self.playbook: Playbook | None = None
        self.journal = NOTHING_KNOWN
        self.records: dict[tuple[str, str], Record] = {}
        self.done = 0
        for record in records:
            self.put(record)

    @classmethod
    def of(cls, **facts: Any) -> Desk:
        """One client, known for long, with a contract and a floor."""
        known = {"since": "2023-01-02", "rate": "75.00", "floor": "50.00"}
        contract = {"written": True, "notice_days": 28, "notice_form": "letter"}
        line = {"id": "c", "name": NAME, "contact": "Rolf", "contract": contract, **known, **facts}
        return cls(parse(line, "client"))

    def put(self, record: Record) -> None:
        self.records[record.kind, record.id] = record

    def add(self, kind: str, **fields: Any) -> str:
        """A record in the exchange form; its id."""
        self.done += 1
        id_: str = fields.pop("id", f"{kind}{self.done}")
        owner = {} if kind in ("client", "payment") else {"client": self.client}
        self.put(parse({"id": id_, **owner, **fields}, kind))
        return id_

    def log(self, what: str, on: str, **fields: Any) -> str:
        return self.add("event", what=what, on=on, **fields)

    def change(self, kind: str, id_: str, **fields: Any) -> None:
        record = self.records[kind, id_]
        line = {**dump(record, self.currency), **fields}
        self.put(parse(line))

    @property
    def currency(self) -> str:
        client = self.records["client", self.client]
        assert isinstance(client, Client)
        return client.currency

    @property
    def book(self) -> Book:
        return book(self.records.values())

    def at(self, on: str, clock: str | None = None) -> Situation:
        now = datetime.fromisoformat(f"{on}T{clock}") if clock else None
        return situation(
            self.book,
            self.client,
            day(on),
            now=now,
            playbook=self.playbook,
            journal=self.journal,
        )

    def apply(self, written: ChangeSet | None) -> None:
        for change in written.changes if written else ():
            if isinstance(change, Put):
                key = (change.record.kind, change.record.id)
                assert self.records.get(key) == change.was, f"{key} has moved on"
                assert parse(dump(change.record, self.currency)) == change.record
                self.records[key] = change.record
            elif isinstance(change, Remove):
                assert self.records[change.kind, change.id] == change.was
                del self.records[change.kind, change.id]

    # --- what a user does -----------------------------------------------------------------

    def view(
        self,
        on: str,
        screen: str | None = None,
        answers: Mapping[str, str] | None = None,
        *,
        key: GateKey | None = None,
        clock: str | None = None,
        goal: Goal = anywhere,
    ) -> DecideView:
        """Where the answers lead; what a test does not name on the way to its goal is answered."""
        now = self.at(on, clock)
        return decide_view(now, screen, filled(now, screen, answers or {}, key, goal), key=key)

    def shut(
        self, on: str, screen: str, key: GateKey | None = None, clock: str | None = None
    ) -> dict[str, str]:
        """Gate -> what it says."""
        return {s.gate: s.missing for s in self.view(on, screen, key=key, clock=clock).gates}

    def visit(
        self, on: str, screen: str = "part", key: GateKey | None = None, clock: str | None = None
    ) -> None:
        self.apply(open_visit(self.at(on, clock), screen, key))

    def take(
        self,
        on: str,
        screen: str | None,
        answers: Mapping[str, str] | None = None,
        values: Mapping[str, str] | None = None,
        *,
        key: GateKey | None = None,
        seed: str | None = None,
    ) -> CommittedDecision:
        self.done += 1
        ids = RecordIds(seed or f"take {self.done}")
        now = self.at(on)
        way = filled(now, screen, answers or {}, key)
        taken = commit_decision(now, screen, way, ids, values=values, key=key)
        assert all(put.new == (put.was is None) for put in taken.changes.puts)
        self.apply(taken.changes)
        return taken

    def outcome(self, on: str, step: str, outcome: Any, reason: str | None = None) -> None:
        self.apply(record_outcome(self.at(on), step, outcome, reason))

    def more_time(self, on: str) -> None:
        self.apply(extend(self.at(on)))

    def sent(self, on: str, template: str, **how: Any) -> None:
        self.done += 1
        self.apply(sent(self.at(on), template, RecordIds(f"sent {self.done}"), **how))

    def end(self, on: str) -> None:
        """Every point of the closing list is done, and the work is ended."""
        self.apply(mark(self.at(on), dict.fromkeys(range(1, 15), "done")))
        self.apply(close(self.at(on)))

    def overview(self, on: str) -> Overview:
        """All that the program says of the client on a day."""
        return overview_of(self.book, self.client, day(on))

    def next_action(self, on: str) -> NextAction:
        """The one thing to do next, which there is."""
        action = self.overview(on).next_action
        assert action is not None
        return action

    def of_kind(self, kind: str) -> list[Any]:
        return [record for record in self.records.values() if record.kind == kind]

    def todo(self) -> list[tuple[str, str]]:
        """What is still to be done: text and day."""
        return [
            (action.text, action.due.isoformat() if action.due else "")
            for action in self.of_kind("action")
            if action.done_on is None and action.dropped_on is None
        ]


def hard(desk: Desk, *days: str, tone: int = -1) -> None:
    """Messages of hard tone."""
    for on in days:
        desk.log("message_in", on, tone=tone, text="words")


def paid_invoice(desk: Desk, issued: str, paid: str, amount: str = "1800.00") -> None:
    """An invoice due 14 days later, and its payment."""
    invoice = desk.add("invoice", issued=issued, due=issued, amount=amount)
    desk.add("payment", invoice=invoice, on=paid, amount=amount)
