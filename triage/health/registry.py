"""All flags in one table, gathered from the modules of their rules."""

from __future__ import annotations

from collections.abc import Mapping

from triage.health import (
    conduct,
    contact,
    drain,
    earnings,
    exposure,
    fading,
    liquidity,
    payment,
    scope,
    silence,
)
from triage.health.flag_rule import FlagRule
from triage.limits import OTHER_SOURCES, Threshold

RULES: Mapping[str, FlagRule] = {
    rule.code: rule
    for module in (
        payment,
        exposure,
        liquidity,
        earnings,
        scope,
        fading,
        silence,
        contact,
        conduct,
        drain,
    )
    for rule in module.RULES
}
"""Flag code -> rule."""

FLAG_CODES: tuple[str, ...] = tuple(RULES)


def threshold_source(threshold: Threshold) -> str:
    """Where the default of a limit comes from: what the flag that reads it says. One that several
    flags read is none of theirs.

    Raises LookupError for one whose `used_by` names no flag and no other reader.
    """
    reader = next(iter(threshold.used_by), "")
    if reader in RULES:
        shared = len(threshold.used_by) > 1
        return OTHER_SOURCES["facts"] if shared else RULES[reader].source
    if reader in OTHER_SOURCES:
        return OTHER_SOURCES[reader]
    raise LookupError(
        f"triage/limits.csv, {threshold.name}: used_by begins with {reader!r}, which is neither a "
        f"known flag code nor {' or '.join(OTHER_SOURCES)}"
    )


def is_about_conduct(code: str | None) -> bool:
    """Whether a flag is about how they treat you; a watch rule's own flag is not."""
    rule = RULES.get(code or "")
    return rule is not None and rule.about_conduct


def is_about_payment(code: str | None) -> bool:
    """Whether a flag is about money that is owed; a watch rule's own flag is not."""
    rule = RULES.get(code or "")
    return rule is not None and rule.about_payment


def is_about_price(code: str | None) -> bool:
    """Whether a flag is about what the work earns: the problem is price, not conduct."""
    rule = RULES.get(code or "")
    return rule is not None and rule.price


def has_own_page(code: str | None) -> bool:
    """Whether a flag has a page of its own, and is no matter of the steps."""
    rule = RULES.get(code or "")
    return rule is not None and rule.own_page


def is_never_accepted(code: str | None) -> bool:
    """Whether nobody should choose to live with what a flag says."""
    rule = RULES.get(code or "")
    return rule is not None and rule.never_accepted
