"""Why this verdict: each flag's number, limit and source, the records behind it, what clears it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from textual.events import Key
from typing_extensions import override

from triage.clients.freshness import NOTHING, missing_import, recorded
from triage.health import Flag, Missing
from triage.ledger import with_ids
from triage.playbook.ask.background import flag_history
from triage.terms import flag_term
from tui.client.answering import OpenQuestions
from tui.client.records_screen import RecordsScreen, record_route
from tui.ui.base_screen import BaseScreen
from tui.ui.line_keys import FactKey, FlagKey, RecordKey
from tui.ui.line_list import Item
from tui.ui.list_pane import ListPane
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import count, dated, day, with_day
from tui.wording.record_line import record_line
from tui.wording.safe_text import both_ends, content, hanging, safe, short
from tui.wording.screen_lines import (
    NOT_TRACKED,
    because,
    dated_line,
    flag_sign,
    heading,
    indented,
    own_line,
    question_line,
)

MOST_RECORDS = 8
"""Records shown below a flag; the rest is one key further."""
_LABEL = 13


@dataclass(frozen=True, slots=True)
class EvidenceKey:
    """One of the records behind a flag; the same record may be behind several."""

    flag: str
    record: RecordKey


class WhyScreen(BaseScreen[None]):
    """The evidence of one client's verdict, read from top to bottom."""

    GROUP = "why"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        self.list_pane = self._pane = ListPane(self._client.refresh, self.action_open)
        self._recorded = NOTHING
        self._questions = OpenQuestions(self, self._client, lambda: self._pane.lines.current)

    def _draw(self) -> None:
        width = self._pane.width
        self._recorded = recorded(self.workspace.overviews.values())
        title = heading(self._client.overview, self.workspace.settings.glyphs, width + 1)
        self._pane.show(title, self._items(width))

    # --- lines --------------------------------------------------------------------------

    def _items(self, width: int) -> Iterator[Item]:
        overview = self._client.overview
        health = overview.health
        action = overview.next_action
        if action is not None:
            text = with_day(action.text, action.due, overview.on)
            first = Content.styled(f"  {'next':<{_LABEL}}", "$accent")
            line = hanging(first, Content.styled(safe(text), "bold"), width)
            yield Item(None, Content.assemble(line, "\n"))
        for number, flag in enumerate(health.flags):
            yield from self._flag(flag, width, first=number == 0)
        gap = "\n" if health.flags else ""
        if health.unknown:
            yield Item(None, Content.assemble(gap, ("Not known", "$accent")))
        for number, fact in enumerate(health.unknown):
            line = _question(fact, width, with_answers=number == 0)
            yield Item(FactKey(fact.fact), line)
        if not health.flags and not health.unknown:
            yield Item(None, content(self._calm()))
        beside = list(self._beside(width))
        if beside:
            yield Item(None, Content.styled("\nAlso", "$accent"))
            yield from (Item(None, line) for line in beside)

    def _calm(self) -> str:
        if self._client.overview.health.health == "good":
            return "No flags, and nothing is missing. That is good."
        return f"Nothing is flagged. This client is {self._client.overview.health.health}."

    def _flag(self, flag: Flag, width: int, *, first: bool) -> Iterator[Item]:
        sign, colour = flag_sign(flag, self.workspace.settings.glyphs)
        name = Content.styled(f"{sign} {flag_term(flag.code)}", f"bold {colour}")
        head = both_ends(name, Content.styled(self._since(flag), "$quiet"), width)
        yield Item(FlagKey(flag.code), head if first else Content.assemble("\n", head))
        for label, text in (
            ("", flag.reason),
            ("data", missing_import(flag, self._client.overview, self._recorded)),
            ("limit", f"{flag.limit} ({flag.source})"),
            ("clears", self._client.overview.clears(flag)),
            ("so far", flag_history(self._client.overview.situation, flag.code)),
        ):
            if text:
                yield Item(None, _labelled(label, text, width))
        yield from self._records(flag, width)

    def _since(self, flag: Flag) -> str:
        first = self._client.overview.since.get(flag.code)
        if first is None:
            return ""
        weeks = (self.workspace.today - first).days // 7
        long = f", {count(weeks, 'week')}" if weeks else ""
        return f"since {dated(first, self.workspace.today)}{long}"

    def _records(self, flag: Flag, width: int) -> Iterator[Item]:
        today = self.workspace.today
        newest = with_ids(self._client.ledger, flag.evidence)[::-1]
        for record in newest[:MOST_RECORDS]:
            words = record_line(record, self._client.ledger, today, self.workspace.step_title)
            line = dated_line(words, today, width - 2)
            key = EvidenceKey(flag.code, RecordKey.of(record))
            yield Item(key, indented(line))
        if len(newest) > MOST_RECORDS:
            more = f"    and {len(newest) - MOST_RECORDS} more: press Enter to see all"
            yield Item(FlagKey(flag.code), Content.styled(more, "$quiet"))

    def _beside(self, width: int) -> Iterator[Content]:
        health = self._client.overview.health
        yield from own_line(self._client.overview, width)
        risk = health.pay_risk
        if risk.enough:
            text = f"{risk.bad} of {risk.seen} invoices had problems"
            if risk.bad:
                text += f": {risk.late} overdue too long, {risk.disputed} disputed"
            text += ". The newest count most."
            yield _labelled(flag_term("PAY_RISK"), text, width)
        elif risk.seen:
            text = f"{count(risk.seen, 'invoice')}: not enough history yet."
            yield _labelled(flag_term("PAY_RISK"), text, width)
        good, of = self._client.overview.facts.paid_on_time
        if of:
            most = count(self._client.overview.limits.pay_on_time_days, "day")
            text = f"{good} of {of} newest invoices; up to {most} overdue counts as on time"
            yield _labelled("on time", text, width)
        for accepted in health.accepted:
            until = day(accepted.until, self.workspace.today)
            text = f"{flag_term(accepted.flag)}, until {until}{because(accepted.reason)}"
            yield _labelled("accepted", text, width)
        for fact in health.not_tracked:
            yield _labelled(fact, NOT_TRACKED, width)
        if not self._client.overview.facts.conduct_known:
            yield _labelled("conduct", "nothing logged in 90 days: not known", width)

    # --- keys ---------------------------------------------------------------------------

    def on_key(self, event: Key) -> None:
        if (digit := self._questions.digit(event)) is not None:
            self.action_answer(digit)

    def action_answer(self, number: int | None = None) -> None:
        """Answer the open question by its number; without one, open what is typed."""
        self._questions.answer(number)

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "open" and self._pane.lines.current is None:
            return "There is no record to open here."
        if action.startswith("answer") and self._questions.at_hand is None:
            return "No question is open here."
        return None

    def action_open(self) -> None:
        """Open the record, or all records of a flag."""
        if self.blocked("open"):
            return
        match self._pane.lines.current:
            case FlagKey(code):
                self._open_all(code)
            case FactKey():
                self.action_answer()
            case EvidenceKey(code, key):
                for record in with_ids(self._client.ledger, self._flag_of(code).evidence):
                    if RecordKey.of(record) == key:
                        self.open(record_route(record, self._client.client_id))

    def _flag_of(self, code: str) -> Flag:
        return next(flag for flag in self._client.overview.health.flags if flag.code == code)

    def _open_all(self, code: str) -> None:
        flag = self._flag_of(code)
        if flag.evidence:
            title = f"{flag_term(code)}: {short(flag.reason, 60)}"
            ids = flag.evidence
            screen = RecordsScreen(
                self._client.client_id, title, lambda ledger: with_ids(ledger, ids)
            )
            self.app.push_screen(screen)


def _labelled(label: str, text: str, width: int) -> Content:
    first = Content.styled(f"  {label:<{_LABEL}}", "$quiet")
    return hanging(first, Content(safe(text)), width)


def _question(fact: Missing, width: int, *, with_answers: bool) -> Content:
    if not with_answers:
        return question_line(fact, width, name=_LABEL)
    answers = "  ".join(f"{n} {text}" for n, text in enumerate(fact.answers, start=1))
    text = "  ".join(part for part in (fact.question, answers or fact.hint) if part)
    return question_line(fact, width, Content(safe(text)), name=_LABEL)
