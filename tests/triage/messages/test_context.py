"""What lint learns from the records."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pytest

from tests.triage.messages.build import CLIENT, NOON, TODAY, event, ledger, sent
from triage.ledger import Ledger
from triage.message_templates import load_templates
from triage.messages.context import context
from triage.messages.findings import LintContext
from triage.messages.lint import check
from triage.records import Client, Contract, Decision, Message, Note, Record, WorkItem

_YESTERDAY = TODAY - timedelta(days=1)


def _facts(records: Ledger, template: str = "parting_letter", **more: Any) -> LintContext:
    return context(records, load_templates()[template], **{"now": NOON, **more})


def test_names_of_others_but_not_of_those_who_belong_to_them() -> None:
    clients = [
        replace(CLIENT, linked=("l",), pays_through="p"),
        Client(id="l", name="Linked"),
        Client(id="p", name="Payer"),
        Client(id="b", name="Back", linked=("n",)),
        Client(id="t", name="Through", pays_through="n"),
        Client(id="o", name="Other"),
    ]
    records = ledger(linked=("l",), pays_through="p")
    assert _facts(records, clients=clients).others == ("Other",)


def test_names_on_file_and_the_new_person() -> None:
    records = ledger(
        event("new_person", who="Dana"),
        event("new_person", TODAY + timedelta(days=1), who="Later"),
        event("reference_request", asker="Kim"),
        contacts=("Rolf Meier", "Ana"),
    )
    assert _facts(records).names == ("Rolf Meier", "Ana", "Dana")
    assert _facts(records, "reference_reply").names[-1] == "Kim"
    assert _facts(records).asker == "Kim"


def test_private_notes_open_work_and_numbers() -> None:
    records = ledger(
        Note(id="1", client="n", on=TODAY, text="mine"),
        Note(id="2", client="n", on=TODAY, text="to be shown", private=False),
        WorkItem(id="3", client="n", text="footer"),
    )
    facts = _facts(records)
    assert facts.private_notes == ("mine",)
    assert facts.open_work == ("footer",)


def test_hard_messages_wait_but_complaints_and_danger_do_not() -> None:
    hard = event("message_in", tone=-1)
    assert _facts(ledger(hard)).hard_on == TODAY
    assert _facts(ledger(event("message_in", tone=-1, complaint=True))).hard_on is None
    assert _facts(ledger(event("message_in", TODAY + timedelta(days=1), tone=-1))).hard_on is None
    danger = event("incident", _YESTERDAY, type="threat")
    assert _facts(ledger(hard, danger)).cooled
    assert not _facts(ledger(hard, replace(danger, closed_on=TODAY))).cooled


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (None, None),
        ("2026-03-13", date(2026, 3, 13)),
        ("2026-03-13T09:00:00", datetime(2026, 3, 13, 9)),
        ("2026-03-13T09:00:00+02:00", datetime(2026, 3, 13, 9)),
        ("yesterday", None),
    ],
)
def test_when_the_draft_was_begun(text: str | None, expected: date | None) -> None:
    assert _facts(ledger(), drafted_at=text).drafted_at == expected


def test_an_aware_clock_is_taken_as_local() -> None:
    now = NOON.replace(tzinfo=timezone(timedelta(hours=2)))
    facts = _facts(ledger(), now=now, drafted_at="2026-03-13T09:00:00Z")
    findings = check("Hello Rolf,", load_templates()["boundary_note"], facts)
    assert "L13" in {f.rule for f in findings}


def test_questions_of_the_newest_open_complaint() -> None:
    text = "Where is it? And why?? I am waiting."
    complaint = event("message_in", text=text, complaint=True)
    assert _facts(ledger(complaint), "empathy_reply").questions == 2
    solved = replace(complaint, solved_on=TODAY)
    assert _facts(ledger(solved), "empathy_reply").questions == 0


def _went(code: str) -> Decision:
    return Decision(
        id="d", client="n", attempt="a", screen="leaving", code=code, on=TODAY, say="", playbook="1"
    )


def test_one_offer_only_where_it_was_decided_and_only_once() -> None:
    assert _facts(ledger()).offers_allowed == 1
    assert _facts(ledger(event("leaving"))).offers_allowed == 1
    assert _facts(ledger(_went("GO_OFFER"))).offers_allowed == 1
    assert _facts(ledger(_went("GO"))).offers_allowed == 0
    assert _facts(ledger(_went("GO_OFFER"), sent("reply_to_leaver"))).offers_allowed == 0


def test_the_end_date_decided_on() -> None:
    part = replace(_went("LETTER"), screen="part", set={"end_date": "2026-04-24"})
    assert _facts(ledger(part)).end_date == date(2026, 4, 24)
    assert _facts(ledger(replace(part, set={"end_date": "soon"}))).end_date is None


def test_no_draft_to_win_them_back_after_the_reply() -> None:
    records = ledger(event("leaving", _YESTERDAY), sent("reply_to_leaver", _YESTERDAY))
    for template in ("other_offer", "new_terms", "reply_to_leaver"):
        findings = check("Hello Rolf,", load_templates()[template], _facts(records, template))
        assert "L30" in {f.rule for f in findings}


def test_what_the_safety_page_wants_today_never_waits() -> None:
    harsh = event("message_in", TODAY, tone=-2)
    asked = Decision(id="d", client="n", attempt="a", screen="safety", code="BOUNDARY", on=TODAY,
                     say="one clear boundary", playbook="2", template="boundary_note")  # fmt: skip
    later = replace(asked, id="l", screen="part", code="CURE", on=TODAY)
    drafted = {"drafted_at": NOON.isoformat()}
    for records, waits in (
        ((harsh,), True),
        ((harsh, asked), False),
        ((harsh, asked, later), True),
    ):
        facts = _facts(ledger(*records), "boundary_note", **drafted)
        findings = check("Hello Rolf,", load_templates()["boundary_note"], facts)
        assert ("L13" in {finding.rule for finding in findings}) is waits
    facts = _facts(ledger(harsh, asked), "parting_letter", **drafted)
    assert not facts.cooled


def test_full_names_of_other_clients_contacts() -> None:
    other = Client(id="o", name="Other", contact="Dana Kern", contacts=("Bo", "Ana Lund"))
    assert _facts(ledger(), clients=[other]).others == ("Other", "Dana Kern", "Ana Lund")


@pytest.mark.parametrize(
    ("client", "decided", "earliest"),
    [
        ({}, None, None),
        ({"contract": Contract(notice_days=30)}, None, date(2026, 4, 12)),
        ({"contract": Contract(notice_days=30)}, "2026-04-20", date(2026, 4, 20)),
        ({"contract": Contract(notice_days=30)}, "2026-04-01", date(2026, 4, 12)),
        (
            {"contract": Contract(notice_days=30), "state": "closing", "ended_by": "mutual"},
            "2026-04-01",
            date(2026, 4, 1),
        ),
        (
            {"contract": Contract(notice_days=30), "state": "leaving"},
            "2026-04-01",
            date(2026, 4, 1),
        ),
        ({"contract": Contract(notice_days=30), "state": "leaving"}, None, date(2026, 4, 12)),
    ],
)
def test_nothing_ends_before_the_notice_or_the_day_that_was_decided(
    client: dict[str, Any], decided: str | None, earliest: date | None
) -> None:
    goodbye = Decision(
        id="d",
        client="n",
        attempt="a",
        on=_YESTERDAY,
        screen="part",
        code="X",
        say="ends",
        playbook="1",
        set={"end_date": decided},
    )
    records = ledger(*([goodbye] if decided else []), **client)
    assert _facts(records).earliest_end == earliest
    danger = event("incident", _YESTERDAY, type="threat")
    assert _facts(ledger(danger, *([goodbye] if decided else []), **client)).earliest_end is None


@pytest.mark.parametrize(
    ("decided", "sent", "waits"),
    [(0, None, True), (3, None, False), (3, 1, True)],
    ids=["decided today", "slept on since", "that one went out"],
)
def test_whoever_slept_on_the_decision_has_slept_on_its_message(
    decided: int, sent: int | None, waits: bool
) -> None:
    """The plan of the decision names the day; the draft may be begun on it."""
    decision = Decision(id="d", client="n", attempt="a", screen="renegotiate", code="TERMS",
                        on=TODAY - timedelta(days=decided), say="New terms", playbook="2",
                        template="new_terms")  # fmt: skip
    records: list[Record] = [decision]
    if sent is not None:
        day = TODAY - timedelta(days=sent)
        records.append(Message(id="m", client="n", template="new_terms", on=day, sent_on=day))
    facts = _facts(ledger(*records), "new_terms", drafted_at=NOON.isoformat())
    findings = check("Hello Rolf,", load_templates()["new_terms"], facts)
    assert ("L13" in {finding.rule for finding in findings}) is waits
