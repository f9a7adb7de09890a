"""`decide`, `outcome`, `sent` and `checklist`: JSON, exit codes, and what is stored."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tui.cli.conftest import Run, refused
from tests.ways import at, way_through, words_through
from triage.message_templates import load_templates
from triage.playbook.load.playbook_file import builtin

LINE = "I answer within a day, on working days."
ANSWERS = way_through("adapt", {"cause": "1", "essence": "2", "style": "1", "line": LINE})
CHANGE = words_through("adapt", ANSWERS)
CANNOT = words_through("adapt", {"cause": "1", "essence": "2", "style": "4"})
FIRST = builtin().screens["adapt"].first()
REASON = "They never looked at the plan, and it does not matter"


@pytest.fixture
def creeping(done: Run, north: str, prepared: Any) -> str:
    """Northlake with five unpaid changes: SCOPE_CREEP 3."""

    def log() -> None:
        for n in range(1, 6):
            done("log", "north", "extra-free", "--on", f"2026-03-0{n}")

    prepared("five changes", log)
    return north


def stored(done: Run, kind: str) -> list[Any]:
    records = [json.loads(line) for line in done("export", "-").out.splitlines()]
    return [record for record in records if record["kind"] == kind]


def test_the_door_and_a_question(done: Run, creeping: str) -> None:
    before = words_through("adapt", {}, at("cause"))
    view = done("decide", "north", *before, "--json").json
    assert list(view) == ["client", "screen", "open", "gates", "question", "decision", "stored"]
    assert (view["client"], view["screen"], view["open"]) == (creeping, "adapt", True)
    assert (view["gates"], view["decision"], view["stored"]) == ([], None, False)
    question = view["question"]
    assert list(question) == ["id", "kind", "ask", "why", "options"]
    assert (question["id"], question["kind"]) == ("cause", "choice")
    assert list(question["options"][0]) == ["n", "key", "label"]
    assert [option["n"] for option in question["options"]] == [1, 2, 3, 4, 5, 6]
    printed = done("decide", "north", *before).out
    assert question["ask"] in printed and "--answer cause=" in printed


def test_answers_lead_to_a_decision_and_store_nothing(done: Run, creeping: str) -> None:
    view = done("decide", "north", "adapt", *CHANGE, "--json").json
    decision = view["decision"]
    assert list(decision) == [
        *("code", "say", "outcome", "template", "actions", "review_by", "next", "needs"),
    ]
    assert (view["question"], decision["code"], view["stored"]) == (None, "CHANGE", False)
    assert all(list(action) == ["text", "due"] for action in decision["actions"])
    assert decision["review_by"] == "2026-03-27"
    assert "to make this decision, add --take" in done("decide", "north", *CHANGE).out
    assert stored(done, "decision") == [] == stored(done, "answer")


def test_take_stores_the_decision_as_one_change(done: Run, creeping: str) -> None:
    view = done("decide", "north", *CHANGE, "--take", "--json").json
    assert (view["stored"], view["decision"]["code"]) == (True, "CHANGE")
    (decision,) = stored(done, "decision")
    assert decision["code"] == "CHANGE" and decision["on"] == "2026-03-13"
    assert {answer["question"] for answer in stored(done, "answer")} == set(ANSWERS)
    client = done("show", "north", "--json").json
    assert client["step"] == {
        **{"code": "adapt", "entered": "2026-03-13", "review_by": "2026-03-27"},
    }
    assert [a["taken_on"] for a in client["ladder"]] == ["2026-03-13"]
    assert client["actions"][0]["text"] == view["decision"]["actions"][0]["text"]
    done("undo")
    assert done("show", "north", "--json").json["step"] is None
    assert stored(done, "decision") == []


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (["--answer", "shoe=1"], "shoe"),
        (["--answer", "cause=7"], "cause"),
        (["--answer", "cause=nonsense"], "cause"),
        (["--answer", "cause=1", "essence=1", "gourmet=-1"], "gourmet"),
        ([*CHANGE, "--answer", "line=short"], "line"),
        (["--answer", "cause"], "--answer"),
        (["--flag", "SMELL"], "SMELL"),
        (["nowhere"], "nowhere"),
        (["--take"], FIRST),
        ([*CHANGE, "--take", "--set", "colour=blue"], "colour"),
        ([*CANNOT, "--take"], "reason"),
        ([*CANNOT, "--take", "--set", "reason=no"], "reason"),
        (["part", "--override", REASON], "name"),
        (["part", "--override", REASON, "--confirm-name", "North"], "name"),
        (
            [
                "part",
                "--override",
                "They threatened my colleague on the pho",
                "--confirm-name",
                "Northlake Foods",
            ],
            "40",
        ),
    ],
    ids=lambda value: " ".join(value)[:60] if isinstance(value, list) else "",
)
def test_decide_refuses_and_names_what(
    gt: Run, done: Run, creeping: str, words: list[str], problem: str
) -> None:
    refused(gt("decide", "north", *words), problem)
    assert stored(done, "decision") == [] == stored(done, "attempt")


def test_a_shut_screen_says_all_that_is_missing(done: Run, gt: Run, creeping: str) -> None:
    view = done("decide", "north", "part", "--json").json
    assert (view["open"], view["question"], view["decision"]) == (False, None, None)
    assert [gate["gate"] for gate in view["gates"]][:3] == ["G1", "G2", "G3"]
    assert all(list(gate) == ["gate", "missing", "earliest"] for gate in view["gates"])
    taken = gt("decide", "north", "part", "--take", "--json")
    assert taken.code == 2
    assert taken.json == view
    assert taken.err.count("\n") == 1 and "“Part ways” is not available yet" in taken.err
    refused(gt("decide", "north", "part", "--take"), "G1: “Adjust”, “Train”", "G3")
    assert stored(done, "attempt") == []


def test_taking_opens_a_goodbye_whose_night_then_begins(done: Run, gt: Run, creeping: str) -> None:
    ways = ["--override", "We want different things, and have said so twice now",
            "--confirm-name", "northlake foods"]  # fmt: skip
    done("set", "north", "contract.written=no")
    done("decide", "north", "part", *ways)
    assert stored(done, "attempt") == [], "to look at it opens nothing"
    first = gt("decide", "north", "part", "--take", "--json", *ways)
    assert first.code == 2
    assert [gate["gate"] for gate in first.json["gates"]] == ["G4"]
    assert first.json["gates"][0]["earliest"] == "2026-03-14"
    assert stored(done, "attempt")[0]["overridden"]
    again = gt("decide", "north", "part", "--take", "--json", *ways)
    assert again.json == first.json
    assert len(stored(done, "attempt")) == 1
    tomorrow = done("decide", "north", "part", "--json", on="2026-03-14").json
    assert (tomorrow["open"], tomorrow["gates"]) == (True, [])


def test_a_goodbye_that_is_decided_is_gone_on_with(done: Run, gt: Run, creeping: str) -> None:
    ways = ["--override", REASON, "--confirm-name", "Northlake Foods"]
    done("set", "north", "contract.written=no")
    gt("decide", "north", "part", "--take", *ways)
    answers = words_through("part", {"solid": "1", "way": "2"})
    tomorrow = "2026-03-14"
    done("decide", "north", "part", *answers, "--take", on=tomorrow)
    shown = done("decide", "north", on=tomorrow).out
    assert "they do not know yet" in shown
    left = int(shown.partition("closing checklist: ")[2].split()[0])
    done("sent", "north", "parting_letter", on="2026-03-16")
    shown = done("decide", "north", on="2026-03-17").out
    assert "the last day is 2026-04-15; they know" in shown and f"{left - 1} left" in shown
    refused(gt("decide", "north", "--take", on="2026-03-17"), "already been decided", "checklist")
    assert done("decide", "north", "part", "--json", on="2026-03-17").json["question"]


def test_outcomes(done: Run, gt: Run, creeping: str) -> None:
    refused(gt("outcome", "north", "adapt", "worked"), "decide")
    refused(gt("outcome", "north", "adapt", "na", "too short"), "20")
    refused(gt("outcome", "north", "watch", "worked"), "step")
    refused(gt("outcome", "north", "adapt", "fine"), "worked")
    done("decide", "north", *CHANGE, "--take")
    refused(gt("outcome", "north", "adapt", "na", REASON), "decided")
    outcome = done("outcome", "north", "adapt", "failed", "--json", on="2026-03-27").json
    assert outcome == {
        **{"client": creeping, "screen": "adapt", "stored": True, "date": "2026-03-27"},
    }
    assert done("show", "north", "--json", on="2026-03-27").json["step"] is None
    assert done("decide", "north", "--json", on="2026-03-27").json["screen"] == "train"
    done("outcome", "north", "train", "na", REASON, on="2026-03-28")
    (train,) = [a for a in stored(done, "attempt") if a["screen"] == "train"]
    assert (train["outcome"], train["outcome_reason"]) == ("na", REASON)


def test_sent_belongs_to_the_step_whose_decision_names_it(
    done: Run, gt: Run, creeping: str
) -> None:
    alone = done("sent", "north", "warm_hello", "--json").json
    assert alone == {
        **{"client": creeping, "screen": None, "stored": True, "date": "2026-03-13"},
    }
    taken = done("decide", "north", *CHANGE, "--take", "--json").json
    template = taken["decision"]["template"]
    sent = done("sent", "north", template, "--on", "2026-03-13", "--json", on="2026-03-14").json
    assert (sent["screen"], sent["date"]) == ("adapt", "2026-03-13")
    title = load_templates()[template].title
    said = done("sent", "north", title.lower(), "--on", "2026-03-14", on="2026-03-14").out
    assert title in said and "Adjust" in said and "adapt" not in said
    refused(gt("sent", "north", "how_we_play"), "how_we_play", title)
    refused(gt("sent", "north", template, "--on", "2026-03-20"), "2026-03-20")
    refused(gt("sent", "north", template, "--on", "soon"), "--on")


def test_a_kept_draft_with_a_stop_goes_out_with_a_reason_only(
    done: Run, gt: Run, creeping: str
) -> None:
    done("set", "north", "contact=Rolf")
    draft = "text=Hello Rolf, you always forget what we agreed on 3 March 2026."
    done("record", "message", "m1", "client=north", "template=how_we_work", "on=2026-03-12", draft)
    refused(gt("sent", "north", "how_we_work"), "L01", "--reason")
    assert "sent_on" not in stored(done, "message")[0]
    done("sent", "north", "how_we_work", "--reason", "They asked me for plain words")
    (message,) = stored(done, "message")
    assert (message["id"], message["sent_on"]) == ("m1", "2026-03-13")
    assert message["reason"] == "They asked me for plain words"


def test_the_closing_list(done: Run, gt: Run, north: str) -> None:
    points = done("checklist", "north", "--json").json
    assert list(points) == ["client", "items", "left"]
    assert (points["client"], points["left"], len(points["items"])) == (north, 14, 14)
    assert list(points["items"][0]) == ["n", "text", "state"]
    points = done("checklist", "north", "--done", "1", "2", "--na", "10", "--json").json
    assert [item["state"] for item in points["items"][:2]] == ["done", "done"]
    assert (points["items"][9]["state"], points["left"]) == ("na", 11)
    printed = done("checklist", "north", "--open", "2", "--done", "3").out
    assert "  2 [ ]" in printed and "  3 [x]" in printed and printed.endswith("11 left\n")
    for words in (["--done", "15"], ["--done", "0"], ["--na", "x"], ["--done"]):
        refused(gt("checklist", "north", *words))
    done("undo")
    assert done("checklist", "north", "--json").json["items"][1]["state"] == "done"
    done("checklist", "north", "--done", *(str(n) for n in range(1, 15)))
    assert done("checklist", "north").out.endswith("nothing left open\n")


@pytest.mark.parametrize("command", ["decide", "checklist"])
def test_of_nobody(gt: Run, north: str, command: str) -> None:
    refused(gt(command, "nobody"), "nobody")
    refused(gt(command), "CLIENT")


def test_two_terminals_take_the_same_decision_once(done: Run, creeping: str, db: Any) -> None:
    done("decide", "north", *CHANGE, "--take")
    again = done("decide", "north", "adapt", *CHANGE, "--take", "--json").json
    assert again["stored"] is True
    assert len(stored(done, "attempt")) == 1


def test_a_rest_at_the_end_of_the_calendar(done: Run, north: str) -> None:
    answers = words_through("finished", {"work": "3", "money": "3", "again": "in_six_months"})
    view = done("decide", north, "finished", *answers, "--json", on="9999-12-31").json
    assert view["decision"]["code"] == "REST"
    assert {action["due"] for action in view["decision"]["actions"]} <= {"9999-12-31", None}


def test_an_empty_answer_skips_where_the_screen_does(done: Run, gt: Run, creeping: str) -> None:
    done("outcome", "north", "adapt", "na", "They asked us not to change a thing")
    answers = {"known": "nothing_yet", "topic": "what_we_do", "gloss": "", "believe": "4"}
    training = ("decide", "north", "train", *words_through("train", answers))
    assert done(*training, "--json").json["decision"]["code"] == "TEACH"
    refused(gt("decide", "north", "train", "--answer", "known="), "known")
    refused(gt("decide", "north", "adapt", "--answer", "line="), "line")
    refused(gt("decide", "north", "adapt", "--set", "reason="), "--set")


def test_what_was_decided_for_safety_is_looked_at_by_one_word(
    done: Run, gt: Run, north: str
) -> None:
    for day in ("2026-03-03", "2026-03-04"):
        done("log", "north", "rude", "--on", day)
    answers = {"danger": "no", "kind": "insult_again", "over": "no", "how": "finish_paid_work"}
    given = words_through("safety", way_through("safety", answers))
    done("decide", "north", "safety", *given, "--take", on="2026-03-05")
    done("sent", "north", "safety_limit", on="2026-03-05")
    assert done("decide", "north", "--json").json["question"]["id"] == "danger"
    refused(gt("decide", "north", "--take"), "danger")
    asked = done("decide", "north").out
    assert "Anything new since Thu 5 March?" in asked and "Written contact only" in asked
    refused(gt("outcome", "north", "adapt", "over"), "only for safety")
    answered = done("decide", "north", "--answer", "danger=no").out
    assert "Anything new" not in answered, "who answers its page is on its page"
    done("outcome", "north", "safety", "nothing_new")
    assert done("show", "north", "--json").json["step"]["review_by"] == "2026-03-20"
    refused(gt("outcome", "north", "safety", "over"), "today")
    stands = done("decide", "north").out
    assert "Written contact only" in stands and "2026-03-20" in stands
    assert "danger=" not in stands, "between two looks the decision stands, as on the screen"
    assert "danger=" in done("decide", "north", "safety").out, "its page is named: its questions"
    done("undo")
    done("outcome", "north", "safety", "over")
    assert done("show", "north", "--json").json["step"] is None


def test_plain_decide_asks_how_the_step_went_once_its_day_has_come(
    done: Run, creeping: str
) -> None:
    asked_at_first = done("decide", "north").out
    assert f"--answer {FIRST}=" in asked_at_first
    taken = done("decide", "north", *CHANGE, "--take", "--json").json
    review = taken["decision"]["review_by"]
    stands = done("decide", "north").out
    assert taken["decision"]["say"] in stands and review in stands
    asked = done("decide", "north", on=review).out
    assert "goodterms outcome" in asked and "adapt worked" in asked
    assert "--answer" in done("decide", "north", "adapt", on=review).out
    assert done("decide", "north", "--json", on=review).json["screen"] == "adapt"
