"""Whatever a playbook calls its parts, the program does the same with them, or refuses the file."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from typing import Any

import pytest

from tests.triage.playbook.scene import Desk, day, hard
from tests.triage.playbook.test_commit import KEY, ON, VALUES, busy
from tests.triage.playbook.test_walk import paths
from triage.changes import ChangeSet, RecordIds
from triage.health import assess
from triage.ledger import changed
from triage.message_templates import load_templates
from triage.messages.contact_limits import contacts
from triage.messages.context import context
from triage.messages.slots import written_line
from triage.playbook.after.sending import sent
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.ask.fact_lines import fact_lines
from triage.playbook.ask.fact_lines_past import line_sentence
from triage.playbook.ask.form_requirements import decision_for, further_needs, lifts_hold
from triage.playbook.ask.walk import walk
from triage.playbook.decide.commit import commit_decision
from triage.playbook.decide.form import form
from triage.playbook.gates.gates import closed_gates
from triage.playbook.load.playbook_file import builtin, load_playbook
from triage.playbook.load.screens import ScreenReader
from triage.playbook.load.validate import problems
from triage.playbook.model import Playbook
from triage.playbook.presentation import decide_view
from triage.playbook.state.ladder import leave_of
from triage.playbook.state.situation import Situation
from triage.playbook.state.training import trainings
from triage.playbook.vocabulary import SCREENS
from triage.records import Record
from triage.records.codec import dump
from triage.toml.table import TomlError, TomlText

TEXT = (resources.files("triage.playbook") / "playbook.toml").read_text(encoding="utf-8")
MARK = "_renamed"
Answers = Mapping[str, str]


# --- a copy in which one thing has another name -------------------------------------------------


@cache
def screen_text(screen: str) -> str:
    """The tables of one screen."""
    parts = re.split(r"(?m)^(?=\[screen\.\w+\]$)", TEXT)
    return next(part for part in parts if part.startswith(f"[screen.{screen}]\n"))


def question_renamed(screen: str, id_: str) -> str:
    text = re.sub(rf'\b(id|go) = "{id_}"', rf'\1 = "{id_}{MARK}"', screen_text(screen))
    return re.sub(
        r"(?m)^start = .*$", lambda start: start[0].replace(f'"{id_}"', f'"{id_}{MARK}"'), text
    )


def decision_renamed(screen: str, code: str) -> str:
    text = re.sub(rf'\b(decide|instead) = "{code}"', rf'\1 = "{code}{MARK}"', screen_text(screen))
    return text.replace(f".decision.{code}]", f".decision.{code}{MARK}]")


def option_renamed(screen: str, id_: str, key: str) -> str:
    parts = re.split(r"(?m)^(?=\[\[screen)", screen_text(screen))
    place = next(n for n, part in enumerate(parts) if f'\nid = "{id_}"\n' in part)
    parts[place] = parts[place].replace(f'key = "{key}"', f'key = "{key}{MARK}"')
    return "".join(parts)


def with_screen(screen: str, text: str) -> Playbook:
    """The shipped playbook with that text for one screen, which alone is read anew."""
    values = tomllib.loads(text)["screen"][screen]
    read = ScreenReader(TomlText(text, "mine.toml"), screen).screen(values)
    playbook = replace(builtin(), screens={**builtin().screens, screen: read})
    assert list(problems(playbook)) == []
    return playbook


# --- what the program does ----------------------------------------------------------------------


def under(situation: Situation, playbook: Playbook) -> Situation:
    return replace(situation, own_playbook=playbook)


def after(situation: Situation, changes: ChangeSet) -> Situation:
    """A month later, with what was stored."""
    ledger, on = changed(situation.ledger, changes.records), day("2026-04-20")
    return replace(situation, ledger=ledger, on=on, health=assess(ledger, on))


def what_is_done(playbook: Playbook, screen: str, answers: Answers) -> str:
    """Everything that follows from these answers, as text without the mark of what is renamed."""
    now = under(busy(), beginning_with(next(iter(answers)), playbook, screen))
    view = decide_view(now, screen, answers, key=KEY)
    shown: list[Any] = [view.as_json(), view.facts]
    if view.decision is not None:
        values = {need.field: VALUES[need.field] for need in view.decision.needs}
        taken = commit_decision(now, screen, answers, RecordIds("one"), values=values, key=KEY)
        asked = form(playbook.screens[screen].decisions[view.decision.code])
        shown += [_records(taken.changes), [need.ask for need in asked]]
        then = after(now, taken.changes)
        if taken.decision.template is not None:
            shown.append(_offers_allowed(then))
            message = sent(then, taken.decision.template, RecordIds("two"), day=day("2026-03-21"))
            shown.append(_records(message))
            then = after(then, message)
        shown += _what_follows(then)
        if screen == "late":
            shown.append(decide_view(then, screen, _to_the_stage(playbook), key=KEY).question)
    return json.dumps(shown, default=str).replace(MARK, "")


def beginning_with(question: str, playbook: Playbook, screen: str) -> Playbook:
    """The same, whose page begins with that question whatever led there."""
    page = playbook.screens[screen]
    if question == page.first():
        return playbook
    page = replace(page, start={"default": question})
    return replace(playbook, screens={**playbook.screens, screen: page})


def _records(changes: ChangeSet) -> list[dict[str, Any]]:
    return [_record(record) for record in changes.records]


def _record(record: Record) -> dict[str, Any]:
    line = dump(record, "EUR")
    # The id of an answer is made of that of its question.
    return {name: value for name, value in line.items() if (line["kind"], name) != ("answer", "id")}


def _what_follows(now: Situation) -> Iterator[Any]:
    """What later days know of a decision."""
    playbook, ledger = now.playbook, now.ledger
    yield entry_point(now), leave_of(now), trainings(now), written_line(ledger, now.on, playbook)
    yield closed_gates(now, "part"), closed_gates(now, "adapt"), contacts(ledger, now.on, playbook)
    yield fact_lines(now, "renegotiate"), line_sentence(now)
    yield closed_gates(_without_override(now), "part")
    for screen in ("part", "leaving", "watch", "late", "safety"):
        for rule in playbook.screens[screen].decisions.values():
            yield decision_for(now, playbook.screens[screen], rule, None).say
            yield (
                further_needs(now, rule, (), own_plans=True),
                lifts_hold(now, playbook.screens[screen], rule),
            )


def _offers_allowed(now: Situation) -> int:
    letter, moment = load_templates()["reply_to_leaver"], datetime(2026, 4, 20, 9)
    return context(now.ledger, letter, now=moment, playbook=now.playbook).offers_allowed


def _without_override(now: Situation) -> Situation:
    """As if nothing had opened the goodbye."""
    steps = tuple(attempt for attempt in now.ledger.attempt if attempt.screen != "part")
    return replace(now, ledger=replace(now.ledger, attempt=steps))


def _to_the_stage(playbook: Playbook) -> dict[str, str]:
    """The answers that lead to the question about the stage of late payment."""
    first, second, *_ = playbook.screens["late"].questions
    return {first: "1", second: "2"}


@cache
def ways(screen: str) -> list[Answers]:
    firsts = sorted(builtin().screens[screen].firsts())
    return [way for first in firsts for way in paths(screen, start=first)]


@cache
def usually(screen: str, place: int) -> str:
    return what_is_done(builtin(), screen, ways(screen)[place])


def first_way(screen: str, *, to: str | None = None, **passing: str) -> int:
    """The first way through a screen to that decision, else to the one it stands in for, or with
    that answer.
    """
    stands_in = None
    for place, answers in enumerate(ways(screen)):
        if passing and not passing.items() <= answers.items():
            continue
        first = next(iter(answers))
        decision = walk(builtin(), screen, answers, {"floor": Decimal(50)}, start=first).decision
        if to is None or (decision is not None and decision.code == to):
            return place
        if stands_in is None and decision is not None and decision.instead == to:
            stands_in = place
    if stands_in is not None:
        return stands_in
    raise LookupError(to or passing)


# --- the tests ----------------------------------------------------------------------------------


@pytest.mark.parametrize("screen", SCREENS)
def test_an_option_may_have_any_key(screen: str) -> None:
    for question in builtin().screens[screen].questions.values():
        for option in question.options if question.kind == "choice" else ():
            playbook = with_screen(screen, option_renamed(screen, question.id, option.key))
            place = first_way(screen, **{question.id: option.key})
            answers = {**ways(screen)[place], question.id: option.key + MARK}
            assert what_is_done(playbook, screen, answers) == usually(screen, place), option.key


@pytest.mark.parametrize("screen", SCREENS)
def test_a_question_may_have_any_id(screen: str) -> None:
    for id_ in builtin().screens[screen].questions:
        playbook = with_screen(screen, question_renamed(screen, id_))
        place = next(n for n, answers in enumerate(ways(screen)) if id_ in answers)
        answers = {q + MARK if q == id_ else q: v for q, v in ways(screen)[place].items()}
        assert what_is_done(playbook, screen, answers) == usually(screen, place), id_


@pytest.mark.parametrize("screen", SCREENS)
def test_a_decision_may_have_any_code(screen: str) -> None:
    for code in builtin().screens[screen].decisions:
        playbook = with_screen(screen, decision_renamed(screen, code))
        place = first_way(screen, to=code)
        assert what_is_done(playbook, screen, ways(screen)[place]) == usually(screen, place), code


def test_all_of_them_at_once_are_loaded() -> None:
    text = re.sub(r'\b(key|id|go|decide|instead) = "(\w+)"', rf'\1 = "\2{MARK}"', TEXT)
    text = re.sub(r"(?m)(\.decision\.\w+)\]$", rf"\1{MARK}]", text)
    text = re.sub(
        r"(?m)^start = .*$", lambda start: re.sub(r'"(\w+)"', rf'"\1{MARK}"', start[0]), text
    )
    load_playbook(text)


@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_has_its_name_or_is_refused(screen: str) -> None:
    text = re.sub(rf"(?m)^(\[+screen\.{screen})\b", rf"\1{MARK}", TEXT)
    text = re.sub(rf'\b(open|next) = "{screen}"', rf'\1 = "{screen}{MARK}"', text)
    with pytest.raises(TomlError, match=rf"mine.toml:\d+: screen {screen}"):
        load_playbook(text, "mine.toml")


def flags() -> list[tuple[str, str]]:
    return [(s.id, flag) for s in builtin().screens.values() for flag in s.start]


@pytest.mark.parametrize(("screen", "flag"), flags())
def test_a_flag_has_its_name_or_is_refused(screen: str, flag: str) -> None:
    tables = screen_text(screen)
    text = TEXT.replace(tables, re.sub(rf"(start = .*)\b{flag} =", rf"\1{flag}{MARK} =", tables))
    with pytest.raises(TomlError, match=rf"mine.toml:\d+: start of {screen}"):
        load_playbook(text, "mine.toml")


def test_an_insult_leads_to_its_question_whatever_it_is_called() -> None:
    desk = Desk.of()
    desk.log("message_in", "2026-03-02", tone=-2, text="words")
    desk.log("message_in", "2026-03-03", tone=-2, text="words")
    shipped = entry_point(desk.at(ON))
    assert (shipped.screen, shipped.start) == ("safety", "warn")
    own = with_screen("safety", question_renamed("safety", "warn"))
    assert entry_point(under(desk.at(ON), own)).start == f"warn{MARK}"


def test_a_trip_wire_pulls_whatever_its_decision_is_called() -> None:
    desk = Desk.of()
    desk.playbook = with_screen("watch", decision_renamed("watch", "TRIP"))
    hard(desk, "2026-03-02", "2026-03-03")
    answers = {"real": "yes", "cost": "1", "trip": "1"}
    desk.take("2026-03-04", "watch", answers, {"what": "one more hard word"})
    hard(desk, "2026-03-30")
    assert entry_point(desk.at("2026-03-30")).screen == "adapt"
