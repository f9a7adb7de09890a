"""One screen of a playbook from its TOML tables, every value checked by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, get_args

from triage.message_templates import load_templates
from triage.playbook.model import (
    FIX,
    SENT,
    DecisionRule,
    Fact,
    FormField,
    Further,
    Jump,
    Option,
    OptionCase,
    Question,
    QuestionKind,
    Screen,
    Term,
)
from triage.playbook.vocabulary import (
    AGAINST,
    EFFECTS,
    END_DATES,
    FACT_LINES,
    FIELDS,
    KNOWN_BY,
    LATE_CASES,
    LISTS,
    MEANINGS,
    NUMBER_FACTS,
    RECORDED,
)
from triage.records import EVENT_FIELDS, ClientState, EndedBy, Outcome
from triage.toml.positions import TomlPath
from triage.toml.table import Table, TomlText

LONGEST_TEXT = 140
"""Characters of a question and of its reason: two rows each on a screen 80 wide."""
LONGEST_LABEL = 60
LONGEST_SHORT = 30
LONGEST_SAY = 90
LONGEST_TITLE = 30
LONGEST_PROMPT = 30
LONGEST_AHEAD = 365
"""Days before a last day on which something may be put down."""

_DAYS = ("due", "day", "next_day", "answer", "effective", "check", "watch")
"""What a decision says in days from the day it is taken."""
_ID = re.compile(r"[A-Za-z][A-Za-z0-9_]*\Z")
_REASONS_TO_WAIT = EVENT_FIELDS["pause"]["reason_to_wait"] or ()
_INCIDENTS = EVENT_FIELDS["incident"]["type"] or ()
_LEAVE_REASONS = EVENT_FIELDS["leaving"]["reason"] or ()
_AFTER = re.compile(rf"({FIX}|{SENT})\+(\d+)\Z")


class ScreenReader:
    """Reads one screen."""

    def __init__(self, toml: TomlText, screen: str):
        self._toml = toml
        self._screen = screen

    def _inline(self, values: Any, line: int, what: str) -> Table:
        """A table written on one line."""
        return Table(values, self._toml.name, lambda key: line, what)

    def screen(self, values: Any) -> Screen:
        table = self._toml.table(values, f"screen {self._screen}", "screen", self._screen)
        if not _ID.match(self._screen):
            table.fail(
                None, f"{self._screen!r} is not a valid screen name: use letters, digits and _"
            )
        start = table.any("start", {})
        if not isinstance(start, Mapping) or not all(isinstance(v, str) for v in start.values()):
            table.fail("start", f"{table.what}: start must name a question for each flag")
        questions: dict[str, Question] = {}
        for number, item in enumerate(table.items("question")):
            question = self._question(number, item)
            if question.id in questions:
                path = ("screen", self._screen, "question", number, "id")
                why = f"{table.what} has two questions with the id {question.id!r}"
                self._toml.fail(why, *path)
            questions[question.id] = question
        if not questions:
            table.fail(None, f"{table.what} has no question")
        decisions = table.any("decision", {})
        if not isinstance(decisions, Mapping):
            table.fail(
                "decision",
                f"{table.what}: each decision must be a table: "
                f"[screen.{self._screen}.decision.CODE]",
            )
        title = table.text("title", longest=LONGEST_TITLE)
        screen = Screen(
            id=self._screen,
            title=title,
            purpose=table.text("purpose", longest=LONGEST_TEXT),
            do=table.text("do", "", longest=LONGEST_SAY) or f"Open “{title}”",
            review=table.integer("review"),
            step=table.integer("step", None, least=1),
            start=dict(start),
            facts=tuple(_fact(table, values) for values in table.items("facts")),
            questions=questions,
            decisions={code: self._decision(code, v) for code, v in decisions.items()},
            line=table.line(),
        )
        table.done()
        return screen

    def _question(self, number: int, values: Any) -> Question:
        place = ("screen", self._screen, "question", number)
        table = self._toml.table(values, f"a question of {self._screen}", *place)
        id_ = table.text("id")
        if not _ID.match(id_):
            table.fail("id", f"{id_!r} is not a valid question id: use letters, digits and _")
        table.what = f"question {id_} of {self._screen}"
        kind: QuestionKind = table.one_of("kind", get_args(QuestionKind))
        question = Question(
            id=id_,
            kind=kind,
            ask=table.text("ask", longest=LONGEST_TEXT),
            why=table.text("why", longest=LONGEST_TEXT),
            short=table.text("short", "", longest=LONGEST_SHORT) or id_.replace("_", " "),
            means=table.one_of("means", MEANINGS, None),
            slot=table.text("slot", None),
            recorded=table.one_of("recorded", sorted(RECORDED), None) if kind == "text" else None,
            logged=table.one_of("logged", sorted(NUMBER_FACTS), None)
            if kind in ("number", "money", "choice")
            else None,
            known_by=table.one_of("known_by", sorted(KNOWN_BY), None)
            if kind in ("yes_no", "choice")
            else None,
            line=table.line("id"),
            **self._ways_on(table, place, kind),
        )
        table.done()
        return question

    def _ways_on(self, table: Table, place: TomlPath, kind: QuestionKind) -> dict[str, Any]:
        """What a kind of question asks for beside its words."""
        if kind == "choice":
            options = [
                self._option(place, number, option)
                for number, option in enumerate(table.items("options"))
            ]
            return {"options": tuple(options)}
        if kind == "yes_no":
            sides = []
            for key in ("yes", "no"):
                line = table.line(key)
                side = self._inline(table.any(key), line, f"{key} of {table.what}")
                sides.append(Option(key=key, label=key.capitalize(), to=_jump(side), line=line))
                side.done()
            return {"options": tuple(sides)}
        if kind == "text":
            return {
                "cases": (OptionCase(None, _jump(table), table.line()),),
                "min_chars": table.integer("min_chars", 0),
            }
        cases = [self._case(table, case) for case in table.items("cases")]
        low, high = table.integer("min", None), table.integer("max", None)
        if low is not None and high is not None and low > high:
            table.fail("max", f"{table.what}: max is less than min")
        return {
            "cases": tuple(cases),
            "unit": table.text("unit", None),
            "low": low,
            "high": high,
        }

    def _option(self, question: TomlPath, number: int, values: Any) -> Option:
        line = self._toml.line(*question, "options", number, "key")
        what = f"option {number + 1} of a question of {self._screen}"
        table = self._inline(values, line, what)
        option = Option(
            key=table.text("key"),
            label=table.text("label", longest=LONGEST_LABEL),
            to=_jump(table),
            stage=table.integer("stage", None, least=1),
            when=table.one_of("when", LATE_CASES, None),
            do=table.text("do", "", longest=LONGEST_SAY),
            waits=table.one_of("waits", _REASONS_TO_WAIT, None),
            types=table.some_of("types", _INCIDENTS),
            times=table.integer("times", None, least=1),
            called=table.boolean("called"),
            rests=table.integer("rests", None, least=1),
            leave_reason=table.one_of("leave_reason", _LEAVE_REASONS, None),
            ended_by=table.one_of("ended_by", get_args(EndedBy), None),
            also=tuple(self._further(table, values) for values in table.items("also", ())),
            term=self._term(table),
            denies=table.one_of("denies", AGAINST, None),
            says=tuple(table.some_of("says", AGAINST)),
            at_fault=table.boolean("at_fault"),
            own_plans=table.boolean("own_plans"),
            line=line,
        )
        if not _ID.match(option.key):
            table.fail(
                "key",
                f"{option.key!r} is not a valid key: use letters, digits and _, and no digit first",
            )
        table.done()
        return option

    def _term(self, option: Table) -> Term | None:
        values = option.any("term", None)
        if values is None:
            return None
        table = self._inline(values, option.line(), f"term of {option.what}")
        term = Term(
            days=table.integer("days", least=1),
            text=table.text("text", longest=LONGEST_SAY),
            ask=table.text("ask", longest=LONGEST_PROMPT),
        )
        table.done()
        return term

    def _case(self, question: Table, values: Any) -> OptionCase:
        line = question.line("cases")
        table = self._inline(values, line, f"a case of {question.what}")
        below = table.any("below", None)
        if isinstance(below, bool) or not isinstance(below, int | float | str | None):
            table.fail("below", f"{table.what}: below must be a number or the name of a fact")
        limit = Decimal(str(below)) if isinstance(below, int | float) else below
        case = OptionCase(limit, _jump(table), line)
        table.done()
        return case

    def _decision(self, code: str, values: Any) -> DecisionRule:
        place = ("screen", self._screen, "decision", code)
        table = self._toml.table(values, f"decision {code} of {self._screen}", *place)
        if not _ID.match(code):
            table.fail(None, f"{code!r} is not a valid decision code: use letters, digits and _")
        say = table.text("say", longest=LONGEST_SAY)
        rule = DecisionRule(
            code=code,
            say=say,
            short=table.text("short", "", longest=LONGEST_SHORT) or say,
            template=table.one_of("template", load_templates(), None),
            to=table.text("to", None),
            review=table.days_or_name("review"),
            needs=tuple(self._need(table, values) for values in table.items("needs", ())),
            outcome=table.one_of("outcome", get_args(Outcome), None),
            next=table.text("next", None),
            state=table.one_of("state", get_args(ClientState), None),
            ended_by=table.one_of("ended_by", get_args(EndedBy), None),
            ends=table.one_of("ends", END_DATES, None),
            checklist=table.one_of("checklist", LISTS, None),
            also=tuple(self._further(table, values) for values in table.items("also", ())),
            effect=table.one_of("effect", EFFECTS, None),
            unless=table.some_of("unless", AGAINST),
            instead=table.text("instead", None),
            line=table.line(),
            **{key: table.integer(key, None) for key in _DAYS},
            **{
                key: table.boolean(key)
                for key in ("stays", "lets_go", "offers", "once", "puts_off", "by_message")
            },
        )
        table.done()
        return rule

    def _need(self, decision: Table, values: Any) -> FormField:
        """A field of the last small form."""
        table = self._inline(values, decision.line("needs"), f"needs of {decision.what}")
        field = table.one_of("field", FIELDS)
        need = FormField(
            field,
            table.one_of("kind", FIELDS[field]),
            table.integer("min", None),
            table.text("ask", longest=LONGEST_PROMPT),
            tuple(table.texts("choices")),
        )
        table.done()
        return need

    def _further(self, decision: Table, values: Any) -> Further:
        line = decision.line("also")
        table = self._inline(values, line, f"also of {decision.what}")
        due = table.any("due")
        after = None
        if isinstance(due, str):
            match = _AFTER.match(due)
            if match is None:
                table.fail(
                    "due", f'{table.what}: due must be a number of days, "fix+1" or "sent+7"'
                )
            after, due = match[1], int(match[2])
        elif isinstance(due, bool) or not isinstance(due, int) or due < 0:
            table.fail("due", f"{table.what}: due must be a whole number, 0 or more")
        further = Further(
            text=table.text("text", None),
            template=table.one_of("template", load_templates(), None),
            due=due,
            after=after,
            last=table.integer("last", None, least=-LONGEST_AHEAD),
            slot=table.text("slot", None),
        )
        if further.text is None and further.template is None:
            table.fail(None, f"{table.what} needs a text or a template")
        table.done()
        return further


def _jump(table: Table) -> Jump:
    """The way on written in a table: exactly one of go, decide and open."""
    jumps = {key: table.text(key) for key in ("go", "decide", "open") if key in table}
    if len(jumps) != 1:
        table.fail(None, f"{table.what} must lead to exactly one of go, decide, open")
    return Jump(**jumps)


def _fact(table: Table, value: Any) -> Fact:
    """A line above the questions, written "label:line"."""
    label, colon, line = value.partition(":") if isinstance(value, str) else ("", "", "")
    if not label or not colon or line not in FACT_LINES:
        known = ", ".join(sorted(FACT_LINES))
        table.fail(
            "facts",
            f'{table.what}: {value!r} must be written as "label:line"; '
            f"the lines you can use are {known}",
        )
    return Fact(label, line)
