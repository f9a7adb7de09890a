"""What an assessment says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

VERDICTS = ("stop", "act", "watch", "unknown", "good", "resting", "ended")
"""All verdicts, worst first."""


def verdict_rank(health: str) -> int:
    """Sort key of a verdict: 0 is the worst."""
    return VERDICTS.index(health)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule found: how bad, in a sentence with its number and limit, and from what.

    `evidence` holds record ids, oldest first. `next_action`, `clears` and `source` override the
    rule's own. `held_from` is a day from which on the flag has stood without a break, by the same
    records; None = only the day asked about is known.
    """

    severity: int
    reason: str
    limit: str
    evidence: tuple[str, ...]
    next_action: str | None = None
    clears: str | None = None
    source: str | None = None
    held_from: date | None = None


def worst_of(findings: Iterable[Finding | None]) -> Finding | None:
    """The worst of what several rules found for one flag (of equals the first), with the evidence
    of all; the flag has stood since any of them was there."""
    raised = [finding for finding in findings if finding is not None]
    if not raised:
        return None
    evidence = dict.fromkeys(id_ for finding in raised for id_ in finding.evidence)
    worst = max(raised, key=lambda finding: finding.severity)
    held = [finding.held_from for finding in raised if finding.held_from is not None]
    return replace(worst, evidence=tuple(evidence), held_from=min(held, default=None))


@dataclass(frozen=True, slots=True)
class Flag:
    """A raised flag as shown. `source` says where its limit comes from, `clears` what ends it."""

    code: str
    severity: int
    reason: str
    limit: str
    source: str
    clears: str
    evidence: tuple[str, ...]
    next_action: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A needed fact that is not known, with the one question that settles it.

    `answers` are numbered from 1; when there are none, `hint` says what is typed instead. `do` is
    the same as something to do, `lack` what is said of the client until then.
    """

    fact: str
    question: str
    answers: tuple[str, ...] = ()
    hint: str = ""
    do: str = ""
    lack: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A raised flag that a quirk hides up to `until`."""

    flag: str
    until: date
    reason: str | None


@dataclass(frozen=True, slots=True)
class PayRisk:
    """How likely the next invoice goes badly: `score` from 0 to 1.

    Of `seen` outcomes `bad` = `late` + `disputed`; late counts written-off ones too. `enough` is
    False while there are too few outcomes to say anything.
    """

    score: float
    bad: int
    late: int
    disputed: int
    seen: int
    enough: bool


@dataclass(frozen=True, slots=True)
class Health:
    """One client on one day. Flags stand worst first, then by code; missing facts by name.

    `unknown` is filled whatever the verdict, and empty for resting and ended clients.
    """

    client_id: str
    on: date
    health: str
    flags: tuple[Flag, ...]
    unknown: tuple[Missing, ...]
    accepted: tuple[Accepted, ...]
    pay_risk: PayRisk
    not_tracked: tuple[str, ...]

    @property
    def worst(self) -> Flag | None:
        """The worst flag raised."""
        return self.flags[0] if self.flags else None

    def flag(self, code: str | None) -> Flag | None:
        """That flag, if it is raised."""
        return next((flag for flag in self.flags if flag.code == code), None)

    def severity(self, code: str | None) -> int:
        """How bad that flag is; 0 = not raised."""
        flag = self.flag(code)
        return flag.severity if flag else 0

    @property
    def sentence(self) -> str | None:
        """Why: the worst flag, else what is not known; None when all is well."""
        if self.worst:
            return self.worst.reason
        return ", ".join(missing.lack for missing in self.unknown) or None

    @property
    def next_action(self) -> str | None:
        """What to do about it; None when all is well."""
        if self.worst:
            return self.worst.next_action
        return self.unknown[0].do if self.unknown else None
