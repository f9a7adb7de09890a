"""Rules about what is on record: waiting, who asked, questions left open, one message too many."""

from __future__ import annotations

import re
from datetime import datetime

from triage.messages.findings import Findings, LintCase, LintContext
from triage.messages.phrase_rules import hit
from triage.playbook.gates.cooling import cooling_ends, night_after, start_of

_GREETING_CHARS = 40
_GREETING_WORDS = 5
_FIRST = re.compile(r"[^.!?\0]{0,600}[.!?]?")


def cooling(case: LintCase) -> Findings:
    """L13: too young, or too soon after a hard message; never in danger."""
    ready = ready_at(case.context)
    if ready is not None and case.context.now < ready:
        yield case.absent(f"{case.rule.why} It can be sent from {ready:%Y-%m-%d %H:%M}.")


def ready_at(context: LintContext) -> datetime | None:
    """When the waiting of a message that cools ends, by the rule of the goodbye; None when nothing
    asks for one.

    A draft begun on a day to come (the clock was set back) counts as begun now.
    """
    if context.cooled:
        return None
    hard = [context.hard_on] if context.hard_on else []
    if context.drafted_at is not None:
        return cooling_ends(min(start_of(context.drafted_at), context.now), hard)
    return night_after(hard[0]) if hard else None


def no_asker(case: LintCase) -> Findings:
    """L25: nobody on record has asked for this reference."""
    if not case.context.asker:
        yield case.absent()


def open_questions(case: LintCase) -> Findings:
    """L27: they asked more than was marked as answered."""
    asked, answered = case.context.questions, case.context.answered
    if asked > answered:
        yield case.absent(f"Questions they asked: {asked}. Marked as answered: {answered}.")


def first_sentence(case: LintCase) -> Findings:
    """L26: an answer to a complaint that does not begin with them."""
    flat = case.draft.flat
    start = _after_greeting(case)
    start += len(flat[start:]) - len(flat[start:].lstrip(" \0"))
    match = _FIRST.match(flat, start)
    if match and match.group().strip(" .!?") and not hit(case, match.group()):
        yield case.at(*match.span())


def _after_greeting(case: LintCase) -> int:
    """Where the first sentence begins: after a first line, or a first few words, that greet."""
    place = case.draft.greeting
    if place is None:
        return len(case.draft.flat)
    start, end = place
    line = case.draft.flat[start:end]
    comma = line.find(",")
    if 0 <= comma <= _GREETING_CHARS:
        return start + comma + 1
    greets = len(line.split()) <= _GREETING_WORDS and line.rstrip()[-1:] not in (".", "?", "!")
    return end + 1 if greets else start


def contact_cap(case: LintCase) -> Findings:
    """L30: one message more than the door allows."""
    if case.context.cap:
        yield case.absent(case.context.cap.why)
