"""Why this verdict: each flag's number, limit and source, the records behind it, what clears it."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.health import Flag, Missing
from triage.ledger import Ledger
from triage.overview import Overview
from tui.client.card import heading, own_line
from tui.client.records_screen import RecordsScreen, record_screen, with_ids
from tui.client.sections import dated_line, record_key
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import GLYPHS, count, dated, day, flag_label, severity_health
from tui.wording.record_line import record_line
from tui.wording.safe_text import content, hanging, padded, safe, short

MOST_RECORDS = 8
"""Records shown below a flag; the rest is one key further."""
_INDENT = 11


class WhyScreen(BaseScreen[None]):
    """The evidence of one client's verdict, read from top to bottom."""

    GROUP = "why"
    CSS_PATH = "why_screen.tcss"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client_id = client_id

    @override
    def body(self) -> ComposeResult:
        yield Static(id="why-top", classes="title")
        yield Static(classes="rule")
        yield LineList(id="why-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @property
    def _one(self) -> Overview:
        return self.workspace.overviews[self._client_id]

    @property
    def _ledger(self) -> Ledger:
        return self._one.ledger

    @override
    def refresh_from_workspace(self) -> None:
        if self._client_id not in self.workspace.overviews:
            self.client_gone()
            return
        glyphs = self.workspace.settings.glyphs
        width = max(20, self.size.width - 2)
        self.query_one("#why-top", Static).update(heading(self._one, glyphs, width))
        self.query_one(LineList).show(self._items(width - 1))

    # --- lines --------------------------------------------------------------------------

    def _items(self, width: int) -> Iterator[Item]:
        health = self._one.health
        for number, flag in enumerate(health.flags):
            yield from self._flag(flag, width, first=number == 0)
        if health.unknown:
            yield Item("", Content.assemble("\n" if health.flags else "", ("Not known", "$accent")))
        for fact in health.unknown:
            yield Item("", _question(fact, width))
        if not health.flags and not health.unknown:
            yield Item("", content(self._calm()))
        rest = [*self._beside(width)]
        if rest:
            yield Item("", Content.styled("\nBeside it", "$accent"))
            yield from (Item("", line) for line in rest)

    def _calm(self) -> str:
        if self._one.health.health == "good":
            return "Nothing is raised, and everything that is needed is known. That is good."
        return f"Nothing is raised. This client is {self._one.health.health}."

    def _flag(self, flag: Flag, width: int, *, first: bool) -> Iterator[Item]:
        health = severity_health(flag.severity)
        sign = GLYPHS[self.workspace.settings.glyphs][health]
        name = Content.styled(f"{sign} {flag_label(flag.code)}", f"bold $health-{health}")
        since = self._since(flag)
        head = Content.assemble(
            padded(name, width - len(since) - 1), " ", Content.styled(since, "$quiet")
        )
        yield Item(f"flag:{flag.code}", head if first else Content.assemble("\n", head))
        for label, text in (
            ("", flag.reason),
            ("limit", f"{flag.limit} ({flag.source})"),
            ("clears", flag.clears),
            ("next", flag.next_action),
        ):
            yield Item("", _labelled(label, text, width))
        yield from self._records(flag, width)

    def _since(self, flag: Flag) -> str:
        first = self._one.since.get(flag.code)
        if first is None:
            return ""
        weeks = (self.workspace.today - first).days // 7
        long = f", {count(weeks, 'week')}" if weeks else ""
        return f"since {dated(first, self.workspace.today)}{long}"

    def _records(self, flag: Flag, width: int) -> Iterator[Item]:
        today = self.workspace.today
        found = with_ids(self._ledger, flag.evidence)
        newest = list(reversed(found))
        for record in newest[:MOST_RECORDS]:
            line = dated_line(record_line(record, self._ledger, today), today, width - 2)
            yield Item(f"{flag.code}:{record_key(record)}", Content.assemble("  ", line))
        if len(newest) > MOST_RECORDS:
            more = f"    and {len(newest) - MOST_RECORDS} more, enter shows all"
            yield Item(f"all:{flag.code}", Content.styled(more, "$quiet"))

    def _beside(self, width: int) -> Iterator[Content]:
        health = self._one.health
        if self._one.own is not None:
            yield own_line(self._one, width)
        risk = health.pay_risk
        if risk.enough:
            text = (
                f"{risk.bad} of {risk.seen} invoices went badly: {risk.late} late, "
                f"{risk.disputed} disputed. The newest count most: {risk.score:.2f}."
            )
            yield _labelled("pay risk", text, width)
        elif risk.seen:
            text = f"{count(risk.seen, 'invoice')}: not enough history yet."
            yield _labelled("pay risk", text, width)
        for quirk in health.accepted:
            reason = f": {quirk.reason}" if quirk.reason else ""
            text = (
                f"{flag_label(quirk.flag)}, until {day(quirk.until, self.workspace.today)}{reason}"
            )
            yield _labelled("accepted", text, width)
        for fact in health.not_tracked:
            yield _labelled(fact, "not tracked, your choice", width)
        if not self._one.facts.conduct_known:
            yield _labelled("conduct", "nothing logged in 90 days: not known", width)

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action == "open" and not self.query_one(LineList).current:
            return "There is no record to open here."
        return None

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the record, or all records of a flag."""
        if self.blocked("open"):
            return
        code, _, key = (self.query_one(LineList).current or "").partition(":")
        if code in ("flag", "all"):
            self._open_all(key)
            return
        flag = next(flag for flag in self._one.health.flags if flag.code == code)
        for record in with_ids(self._ledger, flag.evidence):
            if record_key(record) == key:
                self.app.push_screen(record_screen(record, self._client_id))

    def _open_all(self, code: str) -> None:
        flag = next(flag for flag in self._one.health.flags if flag.code == code)
        if flag.evidence:
            title = f"{flag_label(code)}: {short(flag.reason, 60)}"
            ids = flag.evidence
            screen = RecordsScreen(self._client_id, title, lambda ledger: with_ids(ledger, ids))
            self.app.push_screen(screen)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def _labelled(label: str, text: str, width: int) -> Content:
    first = Content.styled(f"  {label:<{_INDENT - 2}}", "$quiet")
    return hanging(first, Content(safe(text)), width)


def _question(fact: Missing, width: int) -> Content:
    first = Content.styled(f"? {fact.fact:<{_INDENT - 2}}", "$health-unknown")
    answers = "  ".join(f"{n} {text}" for n, text in enumerate(fact.answers, start=1))
    text = "  ".join(part for part in (fact.question, answers or fact.hint) if part)
    return hanging(first, Content(safe(text)), width)
