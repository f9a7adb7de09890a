"""The decisions of the sample year, taken by the playbook itself on the days they were taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from storage.demo.life import FRI, MON, TUE, WED, Life
from triage.changes import ChangeSet, RecordIds
from triage.ledger import book
from triage.playbook.after.sending import sent
from triage.playbook.decide.commit import commit_decision
from triage.playbook.decide.outcomes import record_outcome
from triage.playbook.gates.gates import GateKey
from triage.playbook.state.situation import situation
from triage.records import KINDS, Outcome, Record


class Diary:
    """The records of one client as they grow, decision by decision."""

    def __init__(self, client_id: str, records: Iterable[Record]) -> None:
        self._client = client_id
        self._records = {(record.kind, record.id): record for record in records}

    def records(self) -> list[Record]:
        """Everything, kinds in the order of the exchange format."""
        order = {kind: place for place, kind in enumerate(KINDS)}
        return sorted(self._records.values(), key=lambda record: order[record.kind])

    def _keep(self, written: ChangeSet) -> None:
        for record in written.removed:
            del self._records[record.kind, record.id]
        for record in written.records:
            self._records[record.kind, record.id] = record

    def decided(
        self,
        day: date,
        screen: str,
        flag: str,
        answers: Mapping[str, str],
        values: Mapping[str, str],
    ) -> None:
        """A decision on a day; `values` is its last small form."""
        now = situation(book(self._records.values()), self._client, day)
        ids = RecordIds(f"{self._client} {screen} {day}")
        taken = commit_decision(now, screen, answers, ids, values=values, key=GateKey(flag=flag))
        self._keep(taken.written)

    def ended(self, day: date, step: str, outcome: Outcome) -> None:
        """How a step ended."""
        now = situation(book(self._records.values()), self._client, day)
        self._keep(record_outcome(now, step, outcome))

    def sent(self, day: date, template: str) -> None:
        """A message that went out."""
        now = situation(book(self._records.values()), self._client, day)
        self._keep(sent(now, template, RecordIds(f"{self._client} {template} {day}"), day=day))


def northlake(life: Life, diary: Diary) -> None:
    """Bending, explaining, and now new terms."""
    diary.decided(
        life.day(-6, FRI),
        "adapt",
        "DISRESPECT",
        {"line": "Briefs in writing, and no remarks about people."},
        {"expect": "One channel calms it down"},
    )
    diary.sent(life.day(-5, MON), "reset_expectations")
    diary.ended(life.day(-5, FRI), "adapt", "failed")
    diary.decided(
        life.day(-5, FRI),
        "train",
        "DISRESPECT",
        {
            "known": "nothing_yet",
            "topic": "how_we_talk",
            "gloss": "",
            "believe": "3",
        },
        {"expect": "He reads it once and it gets better"},
    )
    diary.sent(life.day(-4, MON), "how_we_work")
    diary.ended(life.day(-2, FRI), "train", "failed")
    diary.decided(
        life.day(-2, FRI),
        "renegotiate",
        "DISRESPECT",
        {
            "trade": "not_about_price",
            "issue": "yes",
            "gain": "Dana's newsletter goes on without a break",
            "kind": "another_contact",
        },
        {"expect": "They name somebody else for the briefs"},
    )
    diary.sent(life.day(-1, MON), "new_terms")


def bakery(life: Life, diary: Diary) -> None:
    """Taught, and it worked."""
    diary.decided(
        life.day(-8, FRI),
        "adapt",
        "SCOPE_CREEP",
        {
            "cause": "bad_experience",
            "essence": "simply_done",
            "gourmet": "0",
            "style": "priorities",
            "line": "New wishes go on one list a week.",
        },
        {"expect": "The small calls stop"},
    )
    diary.sent(life.day(-7, MON), "reset_expectations")
    diary.ended(life.day(-6, FRI), "adapt", "failed")
    diary.decided(
        life.day(-6, FRI),
        "train",
        "SCOPE_CREEP",
        {
            "known": "a_part",
            "topic": "asking_for_changes",
            "gloss": "change = anything that is not in the offer",
            "believe": "4",
        },
        {"expect": "She uses the change form"},
    )
    diary.sent(life.day(-5, MON), "how_we_work")
    diary.ended(life.day(-2, FRI), "train", "worked")


def brandt(life: Life, diary: Diary) -> None:
    """The first friendly reminder is out."""
    diary.decided(
        life.day(-1, FRI),
        "late",
        "PAY_LATE",
        {"got": "yes", "dispute": "no", "stage": "friendly_reminder"},
        {"expect": "Paid within the week"},
    )
    diary.sent(life.day(-1, FRI), "payment_reminder")


def theatre(life: Life, diary: Diary) -> None:
    """A friend, and a gift with a cap."""
    diary.decided(
        life.day(-3, FRI),
        "renegotiate",
        "RATE_FLOOR",
        {
            "trade": "they_ask_for_less",
            "cause": "budget_cut",
            "scope": "Posters only, no site",
            "walk": "20",
            "loss": "gift",
        },
        {
            "hours_per_month": "2.5",
            "until": life.day(9, FRI).isoformat(),
            "reason": "Friendship, until the season ends",
            "expect": "Two and a half hours are enough",
        },
    )
    diary.sent(life.day(-2, TUE), "new_terms")
    diary.ended(life.day(0, WED), "renegotiate", "worked")


DECISIONS = {
    "northlake": northlake,
    "bakery": bakery,
    "brandt": brandt,
    "theatre": theatre,
}
"""By client id."""
