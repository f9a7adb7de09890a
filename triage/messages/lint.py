"""Reads a draft with all rules and says what to look at before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from triage.message_templates import Template
from triage.messages import (
    amount_rules,
    format_rules,
    goodbye_rules,
    name_rules,
    phrase_rules,
    timing_rules,
    tone_rules,
)
from triage.messages.draft import Draft
from triage.messages.findings import Findings, LintCase, LintContext, LintFinding
from triage.messages.language import UNKNOWN, code
from triage.messages.narrowed import Narrowed
from triage.messages.rules import Level, Lint, LintRule, builtin

CHECKS: Mapping[str, Callable[[LintCase], Findings]] = {
    "capitals": format_rules.shouting,
    "contact_cap": timing_rules.contact_cap,
    "cooling": timing_rules.cooling,
    "early_end": goodbye_rules.early_end,
    "first_sentence": timing_rules.first_sentence,
    "greeting": name_rules.greeting,
    "law": phrase_rules.law,
    "masked_words": format_rules.masked_words,
    "language": format_rules.language,
    "length": format_rules.length,
    "no_asker": timing_rules.no_asker,
    "no_date": goodbye_rules.no_date,
    "no_end_date": goodbye_rules.no_end_date,
    "offers": phrase_rules.offers,
    "open_questions": timing_rules.open_questions,
    "open_work": goodbye_rules.open_work,
    "other_clients": name_rules.other_clients,
    "private_notes": name_rules.private_notes,
    "slots": format_rules.slots,
    "sums": amount_rules.sums,
    "tone": tone_rules.tone,
}
"""The rules that are more than a list of phrases, by their name in lint.toml."""

TONE = "L32"

_KINDS: Mapping[str, Callable[[LintCase], Findings]] = {
    "existence": phrase_rules.existence,
    "absent": phrase_rules.absent,
    "count": phrase_rules.count,
}


def check(
    text: str, template: Template, context: LintContext, lint: Lint | None = None
) -> tuple[LintFinding, ...]:
    """All findings in a draft, by their place, absent things last. Never raises for any text."""
    lint = lint or builtin()
    draft = Draft(text, context.line)
    sets = template.sets | {template.id}
    findings: set[LintFinding] = set()
    narrowed = Narrowed(draft.flat, lint.lists)
    for rule in lint.rules:
        case = LintCase(draft, rule, template, context, lint, narrowed)
        if rule.applies(sets) and _runs(rule, case):
            run = CHECKS[rule.check] if rule.kind == "check" else _KINDS[rule.kind]
            findings.update(run(case))
    return tuple(
        sorted(
            _without_repeats(findings), key=lambda f: (f.start is None, f.start or 0, f.rule, f.why)
        )
    )


def _without_repeats(findings: set[LintFinding]) -> Iterator[LintFinding]:
    """One finding of a rule where several of its parts mark the same words, the shortest; and what
    the sum of the words says (L32) only where nothing plainer was said."""
    placed = sorted(
        (f for f in findings if f.place), key=lambda f: (f.start or 0, f.end or 0, f.why)
    )
    yield from (f for f in findings if not f.place)
    reach: dict[tuple[str, Level], int] = {}
    for finding in placed:
        end = finding.end or 0
        if finding.rule == TONE and any(
            other.level == "stop" and other.rule != TONE and _overlap(finding, other)
            for other in placed
        ):
            continue
        key = (finding.rule, finding.level)
        if (finding.start or 0) >= reach.get(key, 0):
            reach[key] = end
            yield finding


def _overlap(finding: LintFinding, other: LintFinding) -> bool:
    starts_before = (finding.start or 0) < (other.end or 0)
    return starts_before and (other.start or 0) < (finding.end or 0)


def _runs(rule: LintRule, case: LintCase) -> bool:
    if rule.scope == "any":
        return True
    listed = case.language in case.lint.languages
    return listed and (rule.scope == "listed" or bool(rule.phrases.keys() & {case.language, "any"}))


def stops(findings: tuple[LintFinding, ...]) -> bool:
    """Whether "sent" needs a written reason."""
    return any(finding.level == "stop" for finding in findings)


def footer(language: str, lint: Lint | None = None, text: str = "") -> str:
    """What the reader of the findings must know about the language; "" when all was checked.

    A draft is in the language that its words show, else in that of its client.
    """
    letters = Draft(text).language or code(language)
    known = (lint or builtin()).languages.get(letters)
    if known == "whole":
        return ""
    if known == "short":
        return (
            f"wording partly checked ({letters}): "
            "only the thanks, the invitation to come back and the dates"
        )
    if letters == UNKNOWN:
        return "wording not checked: there are no rules for this language"
    return f"wording not checked ({letters})"
