"""All flags in one table, gathered from the modules of their rules."""

from __future__ import annotations

from collections.abc import Mapping

from triage.health import conduct, contact, earnings, payment, scope
from triage.health.flag_rule import FlagRule
from triage.limits import OTHER_SOURCES, Threshold

RULES: Mapping[str, FlagRule] = {
    rule.code: rule
    for module in (payment, earnings, scope, contact, conduct)
    for rule in module.RULES
}
"""Flag code -> rule."""

FLAG_CODES: tuple[str, ...] = tuple(RULES)


def threshold_source(threshold: Threshold) -> str:
    """Where the default of a limit comes from: what the first flag that reads it says."""
    reader = threshold.used_by[0]
    return RULES[reader].source if reader in RULES else OTHER_SOURCES[reader]


def is_about_payment(code: str | None) -> bool:
    """Whether a flag is about money that is owed; a watch rule's own flag is not."""
    rule = RULES.get(code or "")
    return rule is not None and rule.about_payment
