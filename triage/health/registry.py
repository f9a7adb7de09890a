"""All flags in one table, gathered from the modules of their rules."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path

from triage.flags import flag_words
from triage.health.flag_rule import FlagRule
from triage.limits import OTHER_SOURCES
from triage.threshold import Threshold


def _found() -> dict[str, FlagRule]:
    """The rules of every module of triage/health/rules, in the order of flags.toml."""
    modules = sorted(path.stem for path in Path(__file__).with_name("rules").glob("[!_]*.py"))
    found: dict[str, FlagRule] = {}
    for module in modules:
        for rule in import_module(f"triage.health.rules.{module}").RULES:
            if rule.code in found:
                raise LookupError(f"triage/health/rules/{module}.py: {rule.code} is there already")
            found[rule.code] = rule
    return {code: found[code] for code in flag_words() if code in found}


RULES: Mapping[str, FlagRule] = _found()
"""Flag code -> rule."""

FLAG_CODES: tuple[str, ...] = tuple(RULES)


def threshold_source(threshold: Threshold) -> str:
    """Where the default of a limit comes from: what its line says, else the flag that reads it. One
    that several flags read is none of theirs.

    Raises LookupError for one that nobody reads.
    """
    if threshold.source:
        return threshold.source
    reader = next(iter(threshold.used_by), "")
    if reader in flag_words() and reader not in RULES:
        raise LookupError(
            f"triage/flags.toml, [{reader}]: there is no rule of that name yet; add one to the "
            "RULES of a module of triage/health/rules"
        )
    if reader in RULES:
        shared = len(threshold.used_by) > 1
        return OTHER_SOURCES["facts"] if shared else RULES[reader].source
    if reader in OTHER_SOURCES:
        return OTHER_SOURCES[reader]
    raise LookupError(
        f"triage/limits.csv, {threshold.name}: a flag must name it under reads in flags.toml, or "
        f"used_by must begin with {' or '.join(OTHER_SOURCES)}"
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
    return rule is not None and rule.page is not None and not rule.steps_too


def page_of(code: str | None) -> str | None:
    """The guided page that a flag leads to; None = the steps, as of a watch rule's own flag."""
    rule = RULES.get(code or "")
    return None if rule is None else rule.page


def is_never_accepted(code: str | None) -> bool:
    """Whether nobody should choose to live with what a flag says."""
    rule = RULES.get(code or "")
    return rule is not None and rule.never_accepted
