"""One flag: what it is called, how it is judged, and everything that is said about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date

from triage.flags import flag_words
from triage.health.model import Finding, Flag
from triage.health.snapshot import ClientSnapshot
from triage.limits import Limits, thresholds
from triage.records import Event

Judge = Callable[[ClientSnapshot], Finding | None]
"""A pure function of the client's snapshot; None = not raised."""

Held = Callable[[ClientSnapshot], date | None]
"""A day from which on the flag has stood up to the snapshot's, without saying why; None = it is not
raised."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagRule:
    """One flag: how it is judged, and what flags.toml says of it, where the keys are explained.

    The walk back to "since when" asks `held` for each day instead of a judge that would look at
    all records each time. The two must always agree on whether the flag is raised.

    After they were told, a repeat is counted by each event that `repeats_with` accepts, by each
    invoice that falls overdue, or else by each full week in which the flag was raised.
    """

    code: str
    judge: Judge
    held: Held | None = None
    name: str
    topic: str
    source: str
    clears: str
    next_action: str
    survives_end: bool = False
    about_payment: bool = False
    about_conduct: bool = False
    price: bool = False
    page: str | None = None
    page_from: int = 1
    steps_too: bool = False
    may_lack: str | None = None
    never_accepted: bool = False
    repeats_when_overdue: bool = False
    fades: bool = False
    past_when_leaving: bool = False
    repeats_with: Callable[[Event], bool] | None = None

    def source_under(self, limits: Limits) -> str:
        """Where the limits in force come from; the user's own changes are named as such."""
        if any(limits.changed(t.name) for t in thresholds() if self.code in t.used_by):
            return f"you changed its limits in the settings; default: {self.source}"
        return self.source

    def find(self, view: ClientSnapshot) -> Finding | None:
        """What it says about this client on this day."""
        return None if self._is_past(view) else self.judge(view)

    def held_from(self, view: ClientSnapshot) -> date | None:
        """A day from which on the flag has stood without a break up to the day of the view; None =
        it is not raised.

        While a relation had ended most flags were not raised, whatever the records say.
        """
        if self._is_past(view):
            return None
        held_from = self._judged_from(view) if self.held is None else self.held(view)
        back = view.client.returned_on
        if held_from is None or self.survives_end or back is None or back > view.on:
            return held_from
        return max(held_from, back)

    def _judged_from(self, view: ClientSnapshot) -> date | None:
        """What its finding knows of the days before."""
        finding = self.judge(view)
        if finding is None:
            return None
        return view.on if finding.held_from is None else min(finding.held_from, view.on)

    def _is_past(self, view: ClientSnapshot) -> bool:
        """Whether it says nothing any more about a client who is gone or about to go."""
        return (view.ended and not self.survives_end) or (view.leaving and self.past_when_leaving)

    def flag(self, finding: Finding, limits: Limits) -> Flag:
        """A finding with everything a screen shows about it."""
        return Flag(
            code=self.code,
            severity=finding.severity,
            reason=finding.reason,
            limit=finding.limit,
            source=finding.source or self.source_under(limits),
            clears=finding.clears or self.clears,
            evidence=finding.evidence,
            next_action=finding.next_action or self.next_action,
        )


_KIND_NAMES: Mapping[type, str] = {str: "text in quotes", bool: "true", int: "a whole number"}
_KINDS: Mapping[str, type] = {
    spec.name: type(spec.default) if type(spec.default) in _KIND_NAMES else str
    for spec in fields(FlagRule)
    if spec.name not in ("code", "judge", "held", "repeats_with")
}
"""Key of a section of flags.toml -> the kind of its value."""


def flag_rule(
    code: str,
    judge: Judge,
    *,
    held: Held | None = None,
    repeats_with: Callable[[Event], bool] | None = None,
) -> FlagRule:
    """The rule of a flag, with what flags.toml says of it; LookupError if it says nothing, or
    something else."""
    section = flag_words().get(code)
    if section is None:
        raise LookupError(f"triage/flags.toml: add a section [{code}] like the others")
    where = f"triage/flags.toml, [{code}]"
    # First the key that nobody knows: it is the one that lacks, misspelt.
    for key, value in section.items():
        if key not in _KINDS:
            raise LookupError(f"{where}: there is no key {key!r} (see the comment at its top)")
        if type(value) is not _KINDS[key]:
            raise LookupError(f"{where}: {key} must be {_KIND_NAMES[_KINDS[key]]}, not {value!r}")
    for spec in fields(FlagRule):
        if spec.default is MISSING and spec.name not in (*section, "code", "judge"):
            raise LookupError(f"{where}: add {spec.name} (see the comment at its top)")
    return FlagRule(code=code, judge=judge, held=held, repeats_with=repeats_with, **section)
