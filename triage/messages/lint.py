"""Reads a draft with all rules and says what to look at before it is sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from triage.messages import ending, marks, moment, people, sums, wording
from triage.messages.draft import Draft
from triage.messages.findings import Case, Finding, Findings, LintContext
from triage.messages.language import code
from triage.messages.rules import Lint, Rule, builtin
from triage.messages.templates import Template

CHECKS: Mapping[str, Callable[[Case], Findings]] = {
    "capitals": marks.shouting,
    "contact_cap": moment.contact_cap,
    "cooling": moment.cooling,
    "first_sentence": moment.first_sentence,
    "greeting": people.greeting,
    "law": wording.law,
    "length": marks.length,
    "no_asker": moment.no_asker,
    "no_date": ending.no_date,
    "no_end_date": ending.no_end_date,
    "offers": wording.offers,
    "open_questions": moment.open_questions,
    "open_work": ending.open_work,
    "other_clients": people.other_clients,
    "private_notes": people.private_notes,
    "slots": marks.slots,
    "sums": sums.sums,
}
"""The rules that are more than a list of phrases, by their name in lint.toml."""

_KINDS: Mapping[str, Callable[[Case], Findings]] = {
    "existence": wording.existence,
    "absent": wording.absent,
    "count": wording.count,
}


def check(
    text: str, template: Template, context: LintContext, lint: Lint | None = None
) -> tuple[Finding, ...]:
    """All findings in a draft, by their place, absent things last. Never raises for any text."""
    lint = lint or builtin()
    draft = Draft(text, context.line)
    sets = template.sets | {template.id}
    found: set[Finding] = set()
    for rule in lint.rules:
        case = Case(draft, rule, template, context, lint)
        if rule.applies(sets) and _runs(rule, case):
            run = CHECKS[rule.check] if rule.kind == "check" else _KINDS[rule.kind]
            found.update(run(case))
    return tuple(sorted(found, key=lambda f: (f.start is None, f.start or 0, f.rule, f.why)))


def _runs(rule: Rule, case: Case) -> bool:
    if rule.scope == "any":
        return True
    listed = case.language in case.lint.languages
    return listed and (rule.scope == "listed" or bool(rule.phrases.keys() & {case.language, "any"}))


def stops(findings: tuple[Finding, ...]) -> bool:
    """Whether "sent" needs a written reason."""
    return any(finding.level == "stop" for finding in findings)


def wording_checked(language: str, lint: Lint | None = None) -> bool:
    """Whether the rules about words know this language at all."""
    return code(language) in (lint or builtin()).languages


def footer(language: str, lint: Lint | None = None) -> str:
    """What the reader of the findings must know about the language; "" when all was checked."""
    letters = code(language)
    known = (lint or builtin()).languages.get(letters)
    if known == "whole":
        return ""
    if known == "short":
        return f"wording checked in part ({letters}): thanks, open door, dates"
    return f"wording not checked ({letters})"
