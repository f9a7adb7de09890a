"""One client's story for a mediator: what stands in it, in which order, and what never does."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import get_args

from tests.tui.wording.test_markdown import kinds, parsed
from triage.ledger import Ledger, book
from triage.records import (
    KINDS,
    Action,
    Answer,
    Attempt,
    Client,
    ClientRecord,
    Decision,
    Energy,
    Engagement,
    Event,
    Invoice,
    Lesson,
    Message,
    Note,
    Override,
    Payment,
    Record,
    Time,
    What,
)
from tui.wording.story import LEFT_OUT, story
from tui.wording.story_facts import WHAT

TODAY = date(2026, 3, 13)
CLIENT = Client(id="c", name="Quay & Sons", currency="EUR")


def day(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def ledger_of(*records: Record, client: Client = CLIENT) -> Ledger:
    return book([client, *records]).ledgers["c"]


def lines(*records: Record, private: bool = False, client: Client = CLIENT) -> list[str]:
    return list(story(ledger_of(*records, client=client), TODAY, private=private))


def facts(text: Iterable[str]) -> list[str]:
    return [line.removeprefix("- **") for line in text if line.startswith("- **")]


def bill(id_: str, issued: str, due: str, amount: str, **more: object) -> Invoice:
    made = Invoice(id=id_, client="c", issued=day(issued), due=day(due), amount=Decimal(amount))
    changes: dict[str, object] = {"number": id_, **more}
    return replace(made, **changes)  # type: ignore[arg-type]


def paid(id_: str, invoice: str, on: str, amount: str) -> Payment:
    return Payment(id=id_, invoice=invoice, on=day(on), amount=Decimal(amount))


def test_money_in_time_order_with_the_days_it_took() -> None:
    document = lines(
        paid("p1", "7", "02-10", "400"),
        paid("p2", "7", "01-20", "600"),
        bill("7", "01-05", "01-20", "1000", disputed_on=day("01-08"), received_on=day("01-06")),
        bill("8", "02-01", "02-15", "50", state="draft"),
        bill("9", "03-01", "03-15", "70", state="void"),
        bill("10", "03-02", "03-16", "-100", credits="7"),
        bill("11", "03-03", "03-17", "20", currency="USD", due_assumed=True),
        paid("p3", "11", "03-04", "-5"),
        paid("p4", "11", "03-14", "20"),
    )
    assert facts(document) == [
        "2026-01-05** Invoice 7: 1,000.00 EUR; due 2026-01-20",
        "2026-01-06** Invoice 7 was received",
        "2026-01-08** Invoice 7 was disputed",
        "2026-01-20** Paid: 600.00 EUR for invoice 7; 15 days after its date, on the due date",
        "2026-02-10** Paid: 400.00 EUR for invoice 7; "
        "36 days after its date, 21 days after the due date",
        "2026-03-01** Invoice 9: 70.00 EUR; due 2026-03-15; void",
        "2026-03-02** Credit note 10: -100.00 EUR",
        "2026-03-03** Invoice 11: 20.00 USD; due 2026-03-17 (assumed)",
        "2026-03-04** Paid back: 5.00 USD for invoice 11",
    ]
    assert document[-2:] == [
        "- In EUR: 1,000.00 EUR invoiced (1 invoice), 100.00 EUR credited, 1,000.00 EUR paid, "
        "-100.00 EUR open",
        "- In USD: 20.00 USD invoiced (1 invoice), -5.00 USD paid, 25.00 USD open",
    ]
    assert "drafts of invoices (1)" in document[4]


def test_what_is_written_off_is_not_open() -> None:
    document = lines(
        bill("7", "01-05", "01-20", "1000", state="written_off"), paid("p", "7", "02-01", "1")
    )
    assert document[-1].endswith("1,000.00 EUR invoiced (1 invoice), 1.00 EUR paid, "
                             "999.00 EUR written off, 0.00 EUR open")  # fmt: skip


def test_the_hours_of_a_day_in_one_entry_and_all_of_them_in_the_sums() -> None:
    document = lines(
        Time(id="1", client="c", on=day("01-02"), minutes=50, text="Menu"),
        Time(id="2", client="c", on=day("01-02"), minutes=25, work="admin"),
        Time(id="3", client="c", on=day("01-03"), minutes=60, text="Call"),
        Time(id="4", client="c", on=day("03-14"), minutes=600),
    )
    assert facts(document) == [
        "2026-01-02** Worked 1.25 h: 0.83 h “Menu”; 0.42 h admin",
        "2026-01-03** Worked 1.00 h: “Call”",
    ]
    assert document[-1] == "- Hours: 2.25 h, of which 1.83 h billable, 0.42 h admin"


def test_events_in_the_words_said_without_a_verdict() -> None:
    document = lines(
        Event(id="1", client="c", on=day("01-02"), what="message_in", text="Is this\nso hard?",
              tone=-2, who="Rolf", complaint=True),
        Event(id="2", client="c", on=day("01-03"), what="request", outcome="absorbed", hours=1.5),
        Event(id="3", client="c", on=day("01-04"), what="our_promise", due=day("01-09"),
              kept_on=day("01-10"), text="The menu"),
    )  # fmt: skip
    assert facts(document) == [
        "2026-01-02** The client wrote (Rolf): “Is this so hard?”; a complaint",
        "2026-01-03** The client asked for work beyond what was agreed: 1.5 h; done without charge",
        "2026-01-04** I made a promise: “The menu”; promised for 2026-01-09; kept on 2026-01-10",
    ]


DECIDED = Decision(
    id="d", client="c", attempt="a", screen="late", code="REMIND", on=day("02-02"),
    say="Send a reminder", playbook="playbook.toml 2", flag="PAY_LATE",
    because=({"ask": "What is your walk-away rate?", "label": "20 per hour"},),
    known=("energy: 1",), set={"reason": "Two months are enough"},
)  # fmt: skip
STEP = Attempt(
    id="a", client="c", screen="late", on=day("02-01"), flag="PAY_LATE", taken_on=day("02-02"),
    outcome="worked", outcome_on=day("02-20"), outcome_reason="Paid after the call",
)  # fmt: skip


def test_a_decision_with_its_reason_and_its_outcome() -> None:
    assert facts(lines(STEP, DECIDED)) == [
        "2026-02-02** I decided: “Send a reminder”; about payment dates; "
        "reason: “Two months are enough”",
        "2026-02-20** Outcome of the decision of 2026-02-02: it worked; “Paid after the call”",
    ]
    undecided = replace(STEP, taken_on=None)
    assert facts(lines(undecided)) == []


def test_messages_that_were_sent_with_their_text() -> None:
    sent = Message(id="m", client="c", template="payment_reminder", on=day("02-02"),
                   sent_on=day("02-03"), text="Dear Dana,\n\n# please pay")  # fmt: skip
    document = lines(sent, replace(sent, id="n", text=None), replace(sent, id="o", sent_on=None))
    at = document.index("- **2026-02-03** I sent a message: Payment reminder")
    assert document[at + 1 : at + 4] == ["  > Dear Dana,  ", "  >", "  > \\# please pay"]
    assert len(facts(document)) == 2
    assert "drafts of messages (1)" in document[4]


PRIVATE = Note(id="1", client="c", on=day("02-02"), text="Jule sounded tired")
OPEN = Note(id="2", client="c", on=day("02-03"), text="The office moves in May", private=False)
NEWER = Note(id="3", client="c", on=day("02-04"), text="It moves in June", supersedes="2",
             private=False)  # fmt: skip


def test_private_notes_only_when_they_are_asked_for() -> None:
    without = lines(PRIVATE, OPEN, NEWER)
    text = "\n".join(without)
    assert "tired" not in text and "May" not in text and "It moves in June" in text
    assert "private notes (1), earlier versions of notes (1)" in without[4]
    asked = "\n".join(lines(PRIVATE, OPEN, NEWER, private=True))
    assert "Jule sounded tired" in asked and "May" not in asked and "private notes" not in asked


def test_judgments_are_never_in_it_and_it_says_so() -> None:
    document = lines(
        STEP,
        DECIDED,
        Energy(id="1", client="c", on=day("02-02"), mark=1),
        Override(id="2", client="c", on=day("02-02"), health="stop", reason="SECRET"),
        Lesson(id="3", client="c", on=day("02-02"), theirs=("SECRET",)),
        Action(id="4", client="c", on=day("02-02"), text="SECRET"),
        Answer(id="5", client="c", attempt="a", screen="late", question="q", on=day("02-02"),
               value="SECRET", ask="SECRET", playbook="p"),
        client=replace(CLIENT, floor=Decimal("31.07"), quirks=()),
        private=True,
    )  # fmt: skip
    text = "\n".join(document)
    assert not [word for word in ("SECRET", "31.07", "walk-away", "20 per hour", "energy: 1",
                                  "drained", "stop") if word in text]  # fmt: skip
    for name in ("energy ratings", "your own verdicts", "lessons", "tasks"):
        assert f"{name} (1)" in document[4]


def test_from_when_to_when_and_nothing_of_tomorrow() -> None:
    document = lines(
        Engagement(id="e", client="c", mode="hourly", rate=Decimal(75), start=day("01-02"),
                   end=day("03-20"), name="Site"),
        Event(id="1", client="c", on=day("03-14"), what="call"),
        Event(id="2", client="c", on=day("03-13"), what="call"),
    )  # fmt: skip
    assert facts(document) == [
        "2026-01-02** Agreed: “Site”; by the hour; 75.00 EUR per hour",
        "2026-03-13** Call",
    ]
    assert "2 entries from 2026-01-02 to 2026-03-13" in document[2]
    assert "whatever is dated after 2026-03-13" in document[4]
    assert document[0] == "# Record of work with Quay \\& Sons"


def test_a_client_of_whom_nothing_is_known() -> None:
    document = lines()
    assert "0 entries." in document[2] and document[-1] == "No hours and no invoices are recorded."


def test_no_text_of_the_records_gets_out_of_its_line() -> None:
    evil = "x](https://e.example)\n# Heading\n- item <script> ![p](q) **"
    everything: list[Record] = [
        Engagement(id="e", client="c", mode="hourly", start=day("01-02"), name=evil),
        Time(id="t", client="c", on=day("01-02"), minutes=5, text=evil),
        bill("i", "01-02", "01-05", "5", number=evil),
        Event(id="v", client="c", on=day("01-02"), what="reference_request", text=evil, who=evil,
              asker=evil, role=evil, type=evil, by=evil, sign=evil, reason=evil),
        replace(DECIDED, say=evil, set={"reason": evil}),
        replace(STEP, outcome_reason=evil),
        Message(id="m", client="c", template=evil, on=day("01-02"), sent_on=day("01-02"),
                text=evil),
        Note(id="n", client="c", on=day("01-02"), text=evil),
    ]  # fmt: skip
    text = "\n".join(lines(*everything, private=True, client=replace(CLIENT, name=evil)))
    tokens = parsed(text)
    assert not kinds(tokens) & {"html_block", "fence", "code_block", "table_open", "hr"}
    assert sum(token.type == "heading_open" for token in tokens) == 3
    inline = {child.type for token in tokens for child in token.children or ()}
    assert inline <= {"text", "strong_open", "strong_close", "hardbreak", "softbreak"}
    assert sum(line.startswith("- **") for line in text.splitlines()) == len(
        facts(text.splitlines())
    )


def test_every_event_and_kind_has_its_words() -> None:
    differ = set(WHAT) ^ set(get_args(What))
    assert not differ, f"tui/wording/story.toml, [what]: a line for each event: {differ}"
    document = {
        *("engagement", "time", "invoice", "plan", "gift", "work_item"),
        *("event", "note", "decision", "message"),
    }
    of_a_client = {kind for kind, cls in KINDS.items() if issubclass(cls, ClientRecord)}
    differ = set(LEFT_OUT) ^ (of_a_client - document)
    assert not differ, f"tui/wording/story.toml, [left_out]: what is told, or left out: {differ}"
