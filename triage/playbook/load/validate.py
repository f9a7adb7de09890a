"""Whether a playbook holds together: no answer may lead nowhere, in circles or off the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter

from triage.health import FLAG_CODES
from triage.message_templates import load_templates
from triage.playbook.load.layout import MOST_OPTIONS, ROWS, names_in, rows
from triage.playbook.load.locks import Problem, opened_locks
from triage.playbook.model import FIX, SENT, DecisionRule, Jump, Playbook, Question, Screen
from triage.playbook.vocabulary import (
    CURE_TIME,
    EFFECTS,
    FACT_WIDTHS,
    MEANINGS,
    NUMBER_FACTS,
    PAYMENT_STAGES,
    SCREENS,
    STARTS,
    STEPS,
)

_Place = tuple[str, str]
"""Screen id and question id."""
_SAYS_SO_AND_NOT = 2
"""Options of a question that a fact answers: the first that it is so, the second that it is not."""


def problems(playbook: Playbook) -> Iterator[Problem]:
    """What is wrong, one after the other: later checks rely on the earlier ones."""
    yield from _screens(playbook)
    for screen in playbook.screens.values():
        yield from _jumps(playbook, screen)
        for question in screen.questions.values():
            yield from _question(screen, question)
    for screen in playbook.screens.values():
        yield from _reach(screen)
        yield from _same_ids(playbook, screen)
    yield from _circles(playbook)
    yield from opened_locks(playbook)


def _screens(playbook: Playbook) -> Iterator[Problem]:
    for screen_id in SCREENS:
        if screen_id not in playbook.screens:
            yield 1, f"screen {screen_id} is missing: the program leads to it"
    for screen in playbook.screens.values():
        place = STEPS.index(screen.id) + 1 if screen.id in STEPS else None
        if screen.step != place:
            expected = f"step {place}" if place else "no step"
            yield screen.line, f"screen {screen.id} must have {expected}"


def _jumps(playbook: Playbook, screen: Screen) -> Iterator[Problem]:
    for flag, target in screen.start.items():
        if target not in screen.questions:
            yield screen.line, f"start of {screen.id} for {flag}: no question {target!r} there"
    if screen.start and "default" not in screen.start:
        yield screen.line, f"start of {screen.id} has no default"
    for flag in screen.start:
        if flag not in ("default", *STARTS, *FLAG_CODES):
            yield screen.line, f"start of {screen.id}: there is no flag {flag!r}"
    for question in screen.questions.values():
        for jump, line in question.jumps():
            yield from _target(playbook, screen, question, jump, line)
    for decision in screen.decisions.values():
        what = f"decision {decision.code} of {screen.id}"
        if decision.next is not None and decision.next not in playbook.screens:
            yield decision.line, f"{what}: next is {decision.next!r}, but there is no such screen"
        if decision.instead is not None and decision.instead not in screen.decisions:
            yield (
                decision.line,
                f"{what}: “instead” is {decision.instead!r}, but there is no such decision",
            )
        yield from _needs(what, decision)
        if decision.by_message and decision.template is None:
            yield decision.line, f"{what} is carried out by its message, and has no template"
        if decision.unless and decision.instead is None:
            yield (
                decision.line,
                f'{what} can be ruled out by facts: say in "instead" what to offer',
            )
        if decision.once and decision.instead is None:
            yield (
                decision.line,
                f'{what} can be made only once: say in "instead" what comes next',
            )


def _needs(what: str, decision: DecisionRule) -> Iterator[Problem]:
    """What a decision writes down must be asked for."""
    asked = {need.field: need.kind for need in decision.needs}
    needed = dict(EFFECTS.get(decision.effect or "", {}))
    dates = {CURE_TIME, *(field for field, kind in asked.items() if kind == "date")}
    if decision.checklist == "prepare":
        needed["until"] = "date"
    if decision.outcome == "na":
        needed["reason"] = "text"
    for more in decision.also:
        if more.last is not None and decision.ends is None and not decision.lets_go:
            yield decision.line, f"{what}: {more.text!r} counts from a last day, and there is none"
        if more.after == FIX:
            needed["fix_by"] = "date"
        if more.after == SENT and decision.template is None:
            yield decision.line, f"{what}: {more.text!r} waits for a message, and there is none"
        if more.slot is not None and more.slot not in (names := _blanks([decision.template])):
            known = ", ".join(sorted(names)) or "none"
            yield (
                decision.line,
                f"{what}: the day of {more.text!r} fills {more.slot!r}, which is not a blank of "
                f"its message; the blanks: {known}",
            )
    for field, kind in needed.items():
        if asked.get(field) != kind:
            yield decision.line, f'{what} must have the field "{field}" ({kind}) among its needs'
    if isinstance(decision.review, str) and not _names_a_day(decision.review, dates):
        yield (
            decision.line,
            f"{what}: review must be a number of days, {CURE_TIME} or "
            "one of the date fields that the decision asks for, as in fix_by or fix_by+1",
        )


def _names_a_day(review: str, dates: Collection[str]) -> bool:
    """Whether a review is the day of a date field, or some days after it: "fix_by+1"."""
    name, plus, days = review.partition("+")
    return name in dates and (not plus or days.isdecimal())


def _target(
    playbook: Playbook, screen: Screen, question: Question, jump: Jump, line: int
) -> Iterator[Problem]:
    what = f"question {question.id} of {screen.id}"
    if jump.go is not None and jump.go not in screen.questions:
        yield line, f"{what} goes to {jump.go!r}: there is no such question in {screen.id}"
    if jump.decide is not None and jump.decide not in screen.decisions:
        yield line, f"{what} decides {jump.decide!r}: there is no such decision in {screen.id}"
    if jump.open is not None and jump.open not in playbook.screens:
        yield line, f"{what} opens {jump.open!r}: there is no such screen"


def _question(screen: Screen, question: Question) -> Iterator[Problem]:
    what = f"question {question.id} of {screen.id}"
    for text in (question.ask, question.why):
        for name in names_in(text):
            if name not in FACT_WIDTHS:
                known = ", ".join(sorted(FACT_WIDTHS))
                yield question.line, f"{what} names the fact {name!r}; known: {known}"
    if question.kind == "choice" and not 1 <= len(question.options) <= MOST_OPTIONS:
        yield (
            question.line,
            f"{what} must have 1 to {MOST_OPTIONS} options, not {len(question.options)}",
        )
    if question.known_by is not None and len(question.options) < _SAYS_SO_AND_NOT:
        yield question.line, f"{what} is answered by a fact, so it must have two options or more"
    keys = [option.key for option in question.options]
    for number, option in enumerate(question.options):
        if option.key in keys[:number]:
            yield option.line, f"{what} has two options with the key {option.key!r}"
    stages = sorted(option.stage for option in question.options if option.stage is not None)
    if stages and stages != list(range(1, PAYMENT_STAGES + 1)):
        yield question.line, f"{what} must have each stage from 1 to {PAYMENT_STAGES} once"
    if question.means is not None and question.kind != MEANINGS[question.means]:
        kind = MEANINGS[question.means]
        yield question.line, f"{what} means {question.means}, so its kind must be {kind}"
    counted = question.logged is not None and question.kind == "choice"
    if counted != any(option.times for option in question.options):
        yield question.line, f"{what} must have both `logged` and options with `times`, or neither"
    if question.slot is not None and question.slot not in (names := _slots(screen)):
        known = ", ".join(sorted(names)) or "none"
        yield (
            question.line,
            f"{what} fills {question.slot!r}, which is not a blank there; the blanks: {known}",
        )
    if question.kind in ("number", "money"):
        yield from _cases(what, question)
    if rows(question) > ROWS:
        yield (
            question.line,
            f"{what} needs {rows(question)} lines on the screen; there is room for {ROWS}",
        )


def _slots(screen: Screen) -> set[str]:
    """The slots of all messages that decisions of a screen prepare."""
    rules = screen.decisions.values()
    ids = {rule.template for rule in rules} | {more.template for r in rules for more in r.also}
    return _blanks(ids)


def _blanks(ids: Iterable[str | None]) -> set[str]:
    """The slots of messages, by their ids."""
    templates = load_templates()
    return {name for id_ in ids if id_ is not None for name in templates[id_].names}


def _cases(what: str, question: Question) -> Iterator[Problem]:
    if not question.cases:
        yield question.line, f"{what} has no case"
        return
    if question.cases[-1].below is not None:
        yield question.cases[-1].line, f'{what}: the last case must not have "below"'
    before = None
    for case in question.cases[:-1]:
        if case.below is None:
            yield case.line, f'{what}: only the last case may leave out "below"'
        elif isinstance(case.below, str):
            if case.below not in NUMBER_FACTS:
                known = ", ".join(sorted(NUMBER_FACTS))
                yield case.line, f'{what}: "below" refers to {case.below!r}; known names: {known}'
        elif before is not None and case.below <= before:
            yield case.line, f"{what}: put the cases in rising order, or some can never apply"
        if isinstance(case.below, Decimal):
            before = case.below


def _reach(screen: Screen) -> Iterator[Problem]:
    reached = screen.firsts()
    waiting = list(reached)
    decided = set()
    while waiting:
        for jump, _ in screen.questions[waiting.pop()].jumps():
            if jump.go is not None and jump.go not in reached:
                reached.add(jump.go)
                waiting.append(jump.go)
            decided.add(jump.decide)
    for question in screen.questions.values():
        if question.id not in reached:
            yield question.line, f"question {question.id} of {screen.id}: no answer leads there"
    decided |= {d.instead for d in screen.decisions.values() if d.code in decided}
    for decision in screen.decisions.values():
        if decision.code not in decided:
            yield decision.line, f"decision {decision.code} of {screen.id}: no answer leads there"


def _same_ids(playbook: Playbook, screen: Screen) -> Iterator[Problem]:
    """Answers go on into the screens that they open, by question id alone."""
    seen: dict[str, str] = {}
    for opened in playbook.onward(screen.id):
        for question in opened.questions.values():
            if question.id in seen:
                both = f"question {question.id} of {opened.id} has the same id as one of"
                yield (
                    question.line,
                    f"{both} {seen[question.id]}; {screen.id} leads to both, so rename one",
                )
            seen[question.id] = opened.id


def _circles(playbook: Playbook) -> Iterator[Problem]:
    ways = {
        (screen.id, question): dict(_onward(playbook, (screen.id, question)))
        for screen in playbook.screens.values()
        for question in screen.questions
    }
    try:
        TopologicalSorter(ways).prepare()
    except CycleError as circle:
        target, place = circle.args[1][:2]
        screen_id, question = target
        line = ways[place][target]
        yield line, f"an answer leads in a circle back to {question} of {screen_id}"


def _onward(playbook: Playbook, place: _Place) -> Iterator[tuple[_Place, int]]:
    screen, question = place
    for jump, line in playbook.screens[screen].questions[question].jumps():
        if jump.go is not None:
            yield (screen, jump.go), line
        if jump.open is not None:
            for first in sorted(playbook.screens[jump.open].firsts()):
                yield (jump.open, first), line
