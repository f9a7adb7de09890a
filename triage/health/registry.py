"""The eighteen flags in one table: which rule finds each, what clears it, what to do next."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from triage.health import conduct, contact, earnings, payment, scope
from triage.health.model import Finding, Flag
from triage.health.snapshot import ClientSnapshot
from triage.limits import THRESHOLDS, Limits
from triage.sources import SOURCES


@dataclass(frozen=True, slots=True)
class FlagRule:
    """One flag. `judge` is a pure function of the view; None = not raised.

    Only a rule that `survives_end` is raised for a client that has ended.
    """

    code: str
    judge: Callable[[ClientSnapshot], Finding | None]
    clears: str
    next_action: str
    survives_end: bool = False

    def source(self, limits: Limits) -> str:
        """Where its limits come from; the user's own changes are named as such."""
        base = SOURCES[self.code]
        if any(limits.changed(name) for name in _THRESHOLDS_OF[self.code]):
            return f"you changed its limits in the settings; as it comes: {base}"
        return base

    def find(self, view: ClientSnapshot) -> Finding | None:
        """What it says about this client on this day."""
        if view.ended and not self.survives_end:
            return None
        return self.judge(view)

    def flag(self, finding: Finding, limits: Limits) -> Flag:
        """A finding with everything a screen shows about it."""
        return Flag(
            code=self.code,
            severity=finding.severity,
            reason=finding.reason,
            limit=finding.limit,
            source=self.source(limits),
            clears=self.clears,
            evidence=finding.evidence,
            next_action=finding.next_action or self.next_action,
        )


_ALL = (
    FlagRule(
        "PAY_LATE",
        payment.pay_late,
        "the invoice is paid",
        "Send a friendly reminder",
        survives_end=True,
    ),
    FlagRule(
        "PAY_RISK",
        payment.pay_risk,
        "the score falls as invoices are paid well",
        "Ask for a part in advance next time",
        survives_end=True,
    ),
    FlagRule(
        "EXPOSURE",
        payment.exposure,
        "open and unbilled work is back under the limit",
        "Ask for a payment before more unpaid work",
        survives_end=True,
    ),
    FlagRule(
        "LIQUIDITY",
        payment.liquidity,
        "fewer than two signs are left in the window",
        "Ask for a date, and offer to pay in parts",
        survives_end=True,
    ),
    FlagRule(
        "RATE_FLOOR",
        earnings.rate_floor,
        "the rate is at or above your floor",
        "Talk with them about price or scope",
    ),
    FlagRule(
        "UNBILLED_SHARE",
        earnings.unbilled_share,
        "a larger share of the hours is billed",
        "Agree with them on what is billed from now on",
    ),
    FlagRule(
        "NON_REVENUE",
        earnings.non_revenue,
        "something is billed, a gift is agreed, or the hours are under its cap",
        "Bill it, or make it a gift with an end date",
    ),
    FlagRule(
        "SCOPE_CREEP",
        scope.scope_creep,
        "fewer unpaid changes in the window, and the work is inside its quote and rounds",
        "Answer the next extra with a short change order",
    ),
    FlagRule(
        "OVER_SERVICE",
        earnings.over_service,
        "less of the time goes into what nobody asked for",
        "Ask them whether done is enough",
    ),
    FlagRule(
        "PRICE_PRESSURE",
        scope.price_pressure,
        "terms are agreed in writing, or the requests leave the window",
        "Offer a trade: a lower price for less work",
    ),
    FlagRule(
        "FADING",
        contact.fading,
        "the hours are back and no sign is left in the window",
        "Ask them what they need in the next weeks",
    ),
    FlagRule(
        "SILENT",
        contact.silent,
        "anything is heard from them",
        "Ask once more, kindly",
    ),
    FlagRule(
        "OUR_TURN",
        contact.our_turn,
        "the message is answered, the complaint solved",
        "Answer them today",
    ),
    FlagRule(
        "DISRESPECT",
        conduct.disrespect,
        "the hard messages leave the window",
        "Say in writing how you work together",
    ),
    FlagRule(
        "BOUNDARY",
        conduct.boundary,
        "the pushes and missed meetings leave the window",
        "Remind them of your hours",
    ),
    FlagRule(
        "CHANGE_OF_HANDS",
        contact.change_of_hands,
        "a first talk with the new person is held",
        "Meet the new person and say how you work",
    ),
    FlagRule(
        "DRAIN",
        conduct.drain,
        "one mark of 3 or higher",
        "Look at what costs you the energy",
    ),
    FlagRule(
        "SAFETY",
        conduct.safety,
        "you close the incident on the safety page",
        "Open the safety page",
        survives_end=True,
    ),
)

RULES: Mapping[str, FlagRule] = {rule.code: rule for rule in _ALL}
"""Flag code -> rule."""

FLAG_CODES: tuple[str, ...] = tuple(RULES)

_THRESHOLDS_OF = {
    code: tuple(t.name for t in THRESHOLDS if code in t.used_by) for code in FLAG_CODES
}
