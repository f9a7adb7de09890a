"""What is shown: the fixed JSON shape, where answers lead, and the trail of steps."""

from __future__ import annotations

import json

from tests.triage.playbook.scene import Desk, hard
from tests.ways import at, decided
from triage.playbook.gates.gates import GateKey
from triage.playbook.load.playbook_file import builtin

ON = "2026-03-20"
LINE = {"line": "No calls after six and no shouting."}
KEY = GateKey(override="There is no other way left, and I have thought about it for long")


def disrespected() -> Desk:
    desk = Desk.of()
    hard(desk, "2026-03-18", "2026-03-19")
    return desk


class TestJson:
    def test_a_question(self) -> None:
        view = disrespected().view(ON, "watch", goal=at("real")).as_json()
        assert view == {
            "client": "c",
            "screen": "watch",
            "open": True,
            "gates": [],
            "question": {
                "id": "real",
                "kind": "yes_no",
                "ask": "Has this happened with them before?",
                "why": "No client is perfect; every relationship has ups and downs.",
                "options": [
                    {"n": 1, "key": "yes", "label": "Yes"},
                    {"n": 2, "key": "no", "label": "No"},
                ],
            },
            "decision": None,
            "stored": False,
        }

    def test_a_text_has_no_options(self) -> None:
        view = disrespected().view(ON, "adapt", goal=at("line")).as_json()
        assert view["question"]["id"] == "line" and view["question"]["options"] == []

    def test_a_decision(self) -> None:
        answers, key = {"cause": "1", "essence": "2", "style": "4"}, GateKey(flag="DRAIN")
        decided_view = disrespected().view(ON, "adapt", answers, key=key, goal=decided)
        view = decided_view.as_json(stored=True)
        assert view["decision"] == {
            "code": "CANNOT",
            "say": "There is nothing more I can change",
            "outcome": "na",
            "template": None,
            "actions": [],
            "review_by": None,
            "next": "train",
            "needs": [{"field": "reason", "kind": "text", "min": 20}],
        }
        assert view["question"] is None and view["stored"] is True

    def test_its_days(self) -> None:
        desk = disrespected()
        desk.take(ON, "adapt", LINE)
        desk.outcome(ON, "adapt", "failed")
        answers = {"known": "1", "topic": "1", "gloss": "", "believe": "4"}
        view = desk.view(ON, "train", answers, goal=decided).as_json()["decision"]
        assert view["code"] == "TEACH" and view["template"] == "how_we_work"
        assert [a["due"] for a in view["actions"]] == ["2026-03-23", "2026-04-03"]
        assert view["review_by"] == "2026-04-17"

    def test_a_shut_screen(self) -> None:
        view = disrespected().view(ON, "train", {"known": "1"}).as_json()
        assert view["open"] is False
        assert view["gates"] == [{"gate": "G1", "missing": "adapt not yet tried", "earliest": None}]
        assert view["question"] is None and view["decision"] is None
        json.dumps(view)

    def test_an_open_target_goes_on_in_that_screen(self) -> None:
        desk = disrespected()
        desk.log("message_in", "2026-03-17", complaint=True)
        view = desk.view(ON, "watch", {"real": "yes", "cost": "1", "trip": "3"}).as_json()
        assert (view["screen"], view["open"]) == ("adapt", False)
        assert [gate["gate"] for gate in view["gates"]] == ["G0"]

    def test_days_that_the_form_says_are_not_known_before_it(self) -> None:
        desk = Desk.of()
        answers = {"feel": "the logo is late", "right": "1", "fix": "by Monday noon"}
        view = desk.view(ON, "complaint", answers, goal=decided).as_json()["decision"]
        assert [a["due"] for a in view["actions"]] == [ON, None]
        assert view["needs"] == [{"field": "fix_by", "kind": "date", "min": None}]


class TestLeads:
    def test_each_choice_says_where_it_leads(self) -> None:
        view = Desk.of().view(ON, "watch", {"real": "yes", "cost": "1"}, goal=at("trip"))
        assert view.question is not None
        screen = builtin().screens["watch"]
        shorts = [
            screen.questions[to.go].short
            if to.go
            else screen.decisions[to.decide].short
            if to.decide
            else builtin().screens[to.open or ""].title
            for to in (option.to for option in screen.questions["trip"].options)
        ]
        assert [option.leads for option in view.question.options] == shorts

    def test_a_number_says_all_its_ways(self) -> None:
        view = disrespected().view(
            ON, "adapt", key=GateKey(flag="OVER_SERVICE"), goal=at("gourmet")
        )
        assert view.question is not None
        questions = builtin().screens["adapt"].questions
        on = questions["gourmet"].cases[0].to.go
        assert on is not None
        assert view.question.leads == f"Simplify the work or {questions[on].short}"
        assert (view.question.low, view.question.high) == (0, 200)
        assert view.question.unit == "hours per month"

    def test_a_decision_that_is_not_offered_is_not_promised(self) -> None:
        desk = disrespected()
        hard(desk, ON, tone=-2)
        view = desk.view(ON, "watch", {"real": "no"}, goal=at("quirk"))
        assert view.question is not None
        assert [option.leads for option in view.question.options] == [
            "Leave it and review it later",
            "Leave it and review it later",
        ]


class TestTrail:
    def seen(self, screen: str) -> list[tuple[str, str]]:
        desk = disrespected()
        desk.take(ON, "adapt", LINE)
        desk.outcome(ON, "adapt", "failed")
        desk.outcome(ON, "train", "na", "they know it all very well already")
        return [(step.mark, step.title) for step in desk.view(ON, screen, key=KEY).trail]

    def test_before_the_third_step_only_now_and_next(self) -> None:
        assert self.seen("adapt") == [("now", "Adjust"), ("next", "Train")]
        assert self.seen("train") == [("now", "Train"), ("next", "Renegotiate")]

    def test_from_the_third_on_what_was_too(self) -> None:
        assert self.seen("renegotiate") == [
            ("past", "Adjust"),
            ("past", "Train"),
            ("now", "Renegotiate"),
            ("next", "Redirect"),
        ]

    def test_nobody_reads_goodbye_before_it_is_next(self) -> None:
        for screen in ("adapt", "train", "renegotiate"):
            assert "Goodbye" not in [title for _, title in self.seen(screen)]

    def test_doors_have_no_trail(self) -> None:
        assert self.seen("late") == []
