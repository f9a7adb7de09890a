"""Answers lead along the screen's path, and each is checked on the way."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from decimal import Decimal
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ways import Goal, anywhere, at, decided, gaps_filled, samples
from triage.playbook.ask.answers import check_answer
from triage.playbook.ask.walk import Walk, check_answers, walk
from triage.playbook.errors import BadAnswer, DecisionRefused
from triage.playbook.load.playbook_file import builtin
from triage.playbook.model import Question

BOOK = builtin()


def paths(
    screen: str, answers: dict[str, str] | None = None, start: str | None = None
) -> Iterator[dict[str, str]]:
    """The answers of every way through a screen, from its usual question or another one."""
    answers = answers or {}
    walked = walk(BOOK, screen, answers, {"floor": Decimal(50)}, start=start)
    if walked.question is None:
        yield answers
        return
    for value in samples(walked.question):
        yield from paths(screen, {**answers, walked.question.id: value}, start)


def led(
    screen: str,
    answers: dict[str, str],
    goal: Goal = anywhere,
    floor: Decimal | None = None,
    flag: str | None = None,
) -> Walk:
    """Where the answers lead; what a test does not name on the way to its goal is answered."""
    numbers = {} if floor is None else {"floor": floor}
    filled = gaps_filled(answers, lambda more: walk(BOOK, screen, more, numbers, flag=flag), goal)
    return walk(BOOK, screen, filled, numbers, flag=flag)


@pytest.mark.parametrize("screen", list(BOOK.screens))
def test_from_every_answer_something_follows(screen: str) -> None:
    ends = set()
    ways = [
        (start, way)
        for start in BOOK.screens[screen].firsts()
        for way in paths(screen, start=start)
    ]
    for start, answers in ways:
        walked = walk(BOOK, screen, answers, {"floor": Decimal(50)}, start=start)
        assert (walked.decision is None) != (walked.opens is None)
        assert [step.question.id for step in walked.path] == list(answers)
        ends.add(walked.decision.code if walked.decision else walked.opens)
    decisions = BOOK.screens[screen].decisions.values()
    shown_instead = {decision.instead for decision in decisions}
    assert {d.code for d in decisions} - shown_instead <= ends


class TestStart:
    @pytest.mark.parametrize(
        ("flag", "question"),
        [(None, "cause"), ("DISRESPECT", "line"), ("CHANGE_OF_HANDS", "people"), ("X", "cause")],
    )
    def test_the_flag_that_led_here_says_where_it_begins(
        self, flag: str | None, question: str
    ) -> None:
        walked = led("adapt", {}, at(question), flag=flag)
        assert walked.question is not None and walked.question.id == question

    def test_a_screen_without_a_start_for_the_flag_begins_at_its_usual_question(self) -> None:
        assert walk(BOOK, "safety", {}, flag="DISRESPECT") == walk(BOOK, "safety", {})

    def test_a_caller_may_name_the_question(self) -> None:
        walked = walk(BOOK, "safety", {"warn": "yes"}, start="warn")
        assert walked.decision is not None and walked.decision.code == "BOUNDARY"


class TestPath:
    def test_answers_off_the_path_are_not_used(self) -> None:
        answers = {"cause": "not_known", "ask": "no", "essence": "nonsense", "line": "x"}
        walked = led("adapt", answers, decided)
        assert not {"essence", "line"} & {step.question.id for step in walked.path}
        assert walked.decision is not None and walked.decision.code == "ASK"

    def test_a_changed_answer_brings_the_later_ones_back(self) -> None:
        later = {"people": "yes", "essence": "1", "gourmet": "0"}
        away = led("adapt", {"cause": "not_known", **later}, at("ask"))
        back = led("adapt", {"cause": "new_person", **later})
        assert not later.keys() & {step.question.id for step in away.path}
        assert later.keys() <= {step.question.id for step in back.path}

    def test_an_open_target_is_named(self) -> None:
        walked = led("watch", {"real": "yes", "cost": "time", "trip": "3"})
        assert walked.opens == "adapt"

    def test_steps_say_the_answer_in_words(self) -> None:
        walked = led("train", {"known": "3", "repeat": "2"})
        labels = {step.question.id: step.label for step in walked.path}
        assert (labels["known"], labels["repeat"]) == (
            "Everything that matters here",
            "2 times since you told them",
        )

    def test_an_unknown_screen_is_named_with_those_there_are(self) -> None:
        with pytest.raises(DecisionRefused, match="'fire'; choose one of adapt, train"):
            walk(BOOK, "fire", {})


class TestCases:
    @pytest.mark.parametrize(
        ("typed", "leads"),
        [("0", "KEEP"), ("0.5", "KEEP"), ("1", "gap"), ("1.99", "gap"), ("2", "both")],
    )
    def test_the_first_case_that_holds(self, typed: str, leads: str) -> None:
        goal = decided if leads.isupper() else at(leads)
        walked = led("train", {"known": "3", "repeat": typed}, goal)
        assert leads in (
            walked.decision and walked.decision.code,
            walked.question and walked.question.id,
        )

    def test_a_named_fact(self) -> None:
        answers = {"trade": "1", "walk": "49.99"}
        floor = Decimal(50)
        under = led("renegotiate", answers, at("loss"), floor)
        above = led("renegotiate", {**answers, "walk": "50"}, at("gain"), floor)
        assert under.question is not None and under.question.id == "loss"
        assert above.question is not None and above.question.id == "gain"
        assert "loss" not in {step.question.id for step in above.path}

    def test_a_fact_that_is_not_known_never_matches(self) -> None:
        walked = led("renegotiate", {"trade": "1", "walk": "0"}, at("gain"))
        assert "loss" not in {step.question.id for step in walked.path}


def asked(screen: str, question: str) -> Question:
    return BOOK.screens[screen].questions[question]


class TestCheck:
    @pytest.mark.parametrize(
        ("screen", "question", "typed", "stored"),
        [
            ("adapt", "cause", "3", "money_tight"),
            ("adapt", "cause", " money_tight ", "money_tight"),
            ("adapt", "ask", "Yes", "yes"),
            ("adapt", "ask", "y", "yes"),
            ("adapt", "ask", "1", "yes"),
            ("adapt", "ask", "2", "no"),
            ("adapt", "gourmet", "3.50", "3.50"),
            ("adapt", "gourmet", "+3", "3"),
            ("adapt", "line", "  no calls after six  ", "no calls after six"),
            ("train", "gloss", "", ""),
            ("renegotiate", "walk", "0", "0"),
        ],
    )
    def test_what_is_stored(self, screen: str, question: str, typed: str, stored: str) -> None:
        assert check_answer(asked(screen, question), typed) == stored

    @pytest.mark.parametrize(
        ("screen", "question", "typed", "says"),
        [
            ("adapt", "cause", "7", "1 to 6"),
            ("adapt", "cause", "0", "1 to 6"),
            ("adapt", "cause", "", "1 to 6"),
            ("adapt", "cause", "Money is tight", "money_tight"),
            ("adapt", "ask", "n", "neither yes nor no"),
            ("adapt", "ask", "3", "neither yes nor no"),
            ("adapt", "ours", "too short", "at least 10 characters are needed; you have 9"),
            ("adapt", "ours", "  padded  ", "you have 6"),
            ("adapt", "gourmet", "many", "is not a number"),
            ("adapt", "gourmet", "1e3", "is not a number"),
            ("adapt", "gourmet", "nan", "is not a number"),
            ("adapt", "gourmet", "1,500", "can mean 1500 or 1.500"),
            ("adapt", "gourmet", "-1", "less than 0"),
            ("adapt", "gourmet", "200.5", "more than 200"),
            ("renegotiate", "walk", "-1", "less than 0"),
            ("lesson", "hit", "0", "less than 1"),
            ("lesson", "hit", "6", "more than 5"),
        ],
    )
    def test_what_is_refused(self, screen: str, question: str, typed: str, says: str) -> None:
        with pytest.raises(BadAnswer) as caught:
            check_answer(asked(screen, question), typed)
        assert says in caught.value.why
        assert str(caught.value).startswith(f"{question}: ")

    def test_an_id_of_no_question(self) -> None:
        with pytest.raises(BadAnswer, match="watch has no such question; its questions:"):
            check_answers(BOOK, "watch", {"causes": "1"})

    def test_ids_of_the_screens_that_may_open_are_known(self) -> None:
        assert check_answers(BOOK, "watch", {"trip": "3", "ask": "y"}) == {
            "trip": "act_now",
            "ask": "yes",
        }

    @given(
        st.sampled_from([q for s in BOOK.screens.values() for q in s.questions.values()]), st.text()
    )
    def test_whatever_is_typed_is_stored_or_refused(self, question: Question, typed: str) -> None:
        try:
            stored = check_answer(question, typed)
        except BadAnswer:
            return
        assert check_answer(question, stored) == stored


def test_every_former_name_of_an_option_is_understood() -> None:
    names = tomllib.loads((resources.files("triage.playbook") / "renamed.toml").read_text("utf-8"))
    asked = [q for screen in BOOK.screens.values() for q in screen.questions.values()]
    for id_, renamed in names.items():
        for former, today in renamed.items():
            known = [q for q in asked if q.id == id_ and q.option(today) is not None]
            assert known, f"{id_} has no option {today}"
            assert all(check_answer(q, former) == today for q in known)
