"""What lint says about a place in a draft, and what it must know to say it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from triage.message_templates import Template
from triage.messages.contact_limits import Reached
from triage.messages.draft import Draft
from triage.messages.language import code
from triage.messages.narrowed import Narrowed
from triage.messages.rules import Level, Lint, LintRule


@dataclass(frozen=True, slots=True)
class LintFinding:
    """One hit of one rule. Something absent has no place: `start` and `end` are None, `text` "".

    `why` says in a sentence what it is and what to do about it.
    """

    rule: str
    level: Level
    start: int | None
    end: int | None
    text: str
    why: str

    @property
    def place(self) -> tuple[int, int] | None:
        """Start and end in the text."""
        return None if self.start is None or self.end is None else (self.start, self.end)


@dataclass(frozen=True, kw_only=True)
class LintContext:
    """The facts beside the text. An empty one leaves out the rules that need records.

    `drafted_at` None = age not known, so the draft is not too young. `hard_on` = the day on which
    the last hard message came in; `cooled` = no waiting applies (danger). `offers_allowed` = how
    many offers a reply to somebody leaving may hold. `end_date` = the one decided on, if any;
    `earliest_end` = a last day before it breaks the notice or what was decided, `both_end` = both
    want the end.
    """

    now: datetime
    language: str = "en"
    client_name: str = ""
    names: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    private_notes: tuple[str, ...] = ()
    line: str | None = None
    open_work: tuple[str, ...] = ()
    invoice_numbers: tuple[str, ...] = ()
    drafted_at: datetime | date | None = None
    hard_on: date | None = None
    cooled: bool = False
    law_checked_on: date | None = None
    end_date: date | None = None
    earliest_end: date | None = None
    both_end: bool = False
    asker: str | None = None
    questions: int = 0
    answered: int = 0
    offers_allowed: int = 1
    cap: Reached | None = None


@dataclass(frozen=True)
class LintCase:
    """One rule at work on one draft."""

    draft: Draft
    rule: LintRule
    template: Template
    context: LintContext
    lint: Lint
    narrowed: Narrowed

    @property
    def language(self) -> str:
        """The language of the draft; that of the client where the draft is too short to tell."""
        return self.draft.language or code(self.context.language)

    def at(
        self, start: int, end: int, why: str | None = None, level: Level | None = None
    ) -> LintFinding:
        """A finding at a place of the text."""
        text = self.draft.text[start:end]
        return LintFinding(
            self.rule.id, level or self.rule.level, start, end, text, why or self.rule.why
        )

    def absent(self, why: str | None = None, level: Level | None = None) -> LintFinding:
        """A finding about something that is not there."""
        return LintFinding(
            self.rule.id, level or self.rule.level, None, None, "", why or self.rule.why
        )


Findings = Iterator[LintFinding]
