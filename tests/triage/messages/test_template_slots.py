"""What was typed in a decision stands in its message: nothing on record is left to fill by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.triage.playbook.scene import Desk, hard, paid_invoice
from tests.triage.playbook.test_actions import WAYS
from tests.triage.playbook.test_commit import KEY, typed
from tests.triage.playbook.test_walk import BOOK
from tests.ways import Place, first_way
from triage.changes import RecordIds
from triage.message_templates import load_templates
from triage.messages.slots import slot_values
from triage.messages.template_slots import _FORM_SLOTS
from triage.messages.templates import draft, unfilled
from triage.playbook.ask.evaluation import evaluate
from triage.playbook.decide.commit import commit_decision
from triage.playbook.errors import DecisionRefused
from triage.playbook.presentation import decide_view
from triage.playbook.vocabulary import EFFECTS

ON = "2026-03-20"
LINE = "No calls after six and no shouting"
FEEL, FIX = "The plan came late and they felt forgotten", "I send the plan again."


def desk() -> Desk:
    """A client with something of everything."""
    made = Desk.of(since="2025-01-01", email="rolf@north.example")
    hard(made, "2026-03-02", "2026-03-03")
    made.log("request", "2026-03-04", outcome="absorbed", text="Two more pages", hours=9)
    made.log("message_out", "2026-03-10", asks=True, text="Which of the two logos is it?")
    made.add(
        "invoice",
        id="inv1",
        number="2026-01",
        issued="2026-02-01",
        due="2026-02-20",
        amount="100.00",
    )
    paid_invoice(made, "2026-01-01", "2026-01-05")
    made.add("time", on="2026-03-05", minutes=300)
    made.add("work_item", text="logo")
    made.add("engagement", id="e", mode="hourly", start="2025-01-02", name="the shop", rate="75")
    made.visit("2026-03-15", key=KEY)
    return made


def text_of(made: Desk, template: str, on: str = ON, decision: str | None = None) -> str:
    """The draft as the page of messages begins it."""
    outline = load_templates()[template]
    now = made.at(on)
    values = slot_values(
        now.ledger, now.on, reply_days=outline.reply_days, template=outline, decision=decision
    )
    return draft(outline, values, now.client.language)


@dataclass(frozen=True)
class Case:
    """A decision, what is typed on the way to it, and what its message then says.

    `left` are the names that no record knows.
    """

    screen: str
    code: str
    template: str
    says: tuple[str, ...]
    left: tuple[str, ...]
    answers: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)


CASES = [
    Case(
        "complaint",
        "ANSWER",
        "empathy_reply",
        (f"{FEEL}.", FIX, "23 March 2026"),
        ("meant", "call"),
        {"feel": FEEL, "fix": FIX},
        {"fix_by": "2026-03-23"},
    ),
    Case(
        "adapt",
        "CHANGE",
        "reset_expectations",
        ("I send one list a week.", "27 March 2026"),
        ("shared_aim", "seen"),
        {"ours": "I send one list a week", "line": LINE},
    ),
    Case(
        "train",
        "TEACH_UP",
        "how_we_work",
        ("Hello Ann,",),
        ("why", "service", "changes", "answer_times", "sign_off"),
        form={"person": "Ann"},
    ),
    Case(
        "train",
        "TEACH",
        "how_we_work",
        ("Hello Rolf,", "draft = not final."),
        ("why", "service", "changes", "answer_times", "sign_off"),
        {"gloss": "draft = not final."},
    ),
    Case(
        "late",
        "PLAN",
        "payment_plan",
        ("50.00 EUR on 1 April 2026; 50.00 EUR on 1 May 2026", "100.00 EUR"),
        (),
        form={"invoices": "2026-01", "instalments": "2026-04-01=50.00, 2026-05-01=50.00"},
    ),
    Case("adapt", "ASK", "ask_what_matters", ("What matters most to you right now?",), ()),
    Case("late", "DEMAND30", "final_demand", ("19 April 2026", "100.00 EUR"), ("next_step",)),
    Case(
        "part",
        "LETTER",
        "parting_letter",
        ("29 May 2026", "28 days", "the shop", "logo"),
        ("thanks", "handover_place", "wish"),
        form={"end_date": "2026-05-29"},
    ),
    Case("part", "CURE", "boundary_note", (f"{LINE}", "words"), ("next_time",)),
    Case("safety", "BOUNDARY", "boundary_note", ("words", "the shop"), ("next_time",)),
    Case("silent", "ASK1", "silence_nudge", ("Which of the two logos is it?",), ()),
    Case(
        "redirect",
        "REFER",
        "other_offer",
        ("I can introduce you to Ann.",),
        ("need", "better"),
        form={"person": "Ann"},
    ),
    Case(
        "renegotiate",
        "PRICE",
        "new_terms",
        ("1 May 2026",),
        ("value", "terms", "choice"),
        form={"effective_from": "2026-05-01"},
    ),
    Case(
        "adapt",
        "SIMPLIFY",
        "scope_change",
        ("Two more pages.", "9 hours"),
        ("scope", "price", "new_date"),
    ),
]


def decided(made: Desk, case: Case) -> tuple[str, Mapping[str, str]]:
    """Take the decision; its id, and what was answered on the way."""
    now = made.at(ON)

    def goal(place: Place) -> bool:
        return getattr(place.decision, "code", "") == case.code

    answers = dict(WAYS[case.screen, case.code])
    if case.answers:
        way = first_way(case.answers, lambda more: evaluate(now, case.screen, more, KEY), goal)
        assert way is not None and set(case.answers) <= set(way), "no way to it asks that"
        answers = dict(way)
    view = decide_view(now, case.screen, answers, key=KEY)
    assert view.decision is not None
    form = {need.field: typed(need.field) for need in view.decision.needs} | dict(case.form)
    ids = RecordIds(case.code)
    taken = commit_decision(now, case.screen, answers, ids, values=form, key=KEY)
    assert taken.decision.code == case.code
    made.apply(taken.changes)
    return taken.decision.id, answers


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.screen}-{case.code}")
def test_what_was_typed_stands_in_the_text(case: Case) -> None:
    made = desk()
    if case.template == "boundary_note":
        made.take("2026-03-19", "adapt", {"line": LINE})
    decision, _ = decided(made, case)
    text = text_of(made, case.template, decision=decision)
    assert [words for words in case.says if words not in text] == [], text
    left = {name for name in unfilled(text) if not (name == "line" and LINE not in text)}
    assert left == set(case.left), text


@pytest.mark.parametrize(("screen", "code"), list(WAYS))
def test_no_answer_with_a_place_in_the_message_is_left_to_fill_by_hand(
    screen: str, code: str
) -> None:
    made = desk()
    try:
        decision, answers = decided(made, Case(screen, code, "", (), ()))
    except (AssertionError, DecisionRefused):
        return
    rule = BOOK.screens[screen].decisions[code]
    questions = BOOK.screens[screen].questions
    templates = (rule.template, *(more.template for more in rule.also))
    for template in filter(None, templates):
        names = load_templates()[template].names
        slots = {q.slot: answers[id_] for id_, q in questions.items() if id_ in answers and q.slot}
        text = text_of(made, template, decision=decision)
        for slot, value in slots.items():
            if slot in names and value:
                assert slot not in unfilled(text)
                assert value.rstrip(".") in text


@pytest.mark.parametrize(
    ("screen", "code"),
    [(screen.id, code) for screen in BOOK.screens.values() for code in screen.decisions],
)
def test_what_a_form_asks_for_fills_the_place_of_its_name(screen: str, code: str) -> None:
    """Else it would be typed once more: the draft would show its name in curly brackets."""
    rule = BOOK.screens[screen].decisions[code]
    written_down = EFFECTS[rule.effect] if rule.effect else ()
    names = load_templates()[rule.template].names if rule.template else ()
    for need in rule.needs:
        place = _FORM_SLOTS.get(need.field)
        assert need.field not in names or need.field in written_down or place in names, (
            f"triage/messages/template_slots.py, _FORM_SLOTS: say that {need.field}, which "
            f"{code} of {screen} asks for, fills its place in {rule.template}"
        )


def test_answers_of_a_message_that_has_gone_fill_no_second_one() -> None:
    made = desk()
    case = CASES[0]
    decided(made, case)
    assert FEEL in text_of(made, case.template)
    made.sent(ON, case.template)
    assert FEEL not in text_of(made, case.template, "2026-03-27")


def test_another_decision_meanwhile_takes_nothing_from_it() -> None:
    made = desk()
    decision, _ = decided(made, CASES[0])
    made.take("2026-03-21", "late", {"got": "yes", "dispute": "no", "stage": "1"})
    assert FIX in text_of(made, "empathy_reply", "2026-03-21")
    assert FIX in text_of(made, "empathy_reply", "2026-03-21", decision)


def test_the_day_on_which_the_work_is_handed_over_stands_in_the_reply() -> None:
    made = desk()
    made.log("leaving", ON, text="We stop")
    taken = made.take(ON, "leaving", {"terms": "waive"})
    assert taken.decision.template == "reply_to_leaver"
    assert "by 27 March 2026" in text_of(made, "reply_to_leaver")
    moved = next(a for a in made.of_kind("action") if a.text == "Hand over the work")
    made.change("action", moved.id, due="2026-04-02")
    assert "by 2 April 2026" in text_of(made, "reply_to_leaver")
    # A day that is past is no promise to make.
    assert "{handover_date}" in text_of(made, "reply_to_leaver", "2026-04-03")


@pytest.mark.parametrize(
    ("projects", "named"),
    [
        (("Configurator", "Configurator"), "Configurator"),
        (("Configurator", "Shop"), None),
        (("Configurator", ""), None),
        (("Northlake Foods",), None),
        ((), None),
    ],
)
def test_the_only_project_of_the_hours_is_named(
    projects: tuple[str, ...], named: str | None
) -> None:
    made = Desk.of()
    for project in projects:
        made.add("time", on="2026-03-05", minutes=60, project=project)
    now = made.at(ON)
    assert slot_values(now.ledger, now.on).get("project") == named
