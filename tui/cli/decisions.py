"""`decide`, `outcome` and `sent`: the guided decision without the screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from tui.cli.command import Command
from tui.cli.days import typed_day
from tui.cli.errors import CommandRefused
from tui.cli.key_values import pairs
from tui.cli.output import say, say_json
from tui.cli.session import Session

if TYPE_CHECKING:
    from storage.store import Store
    from triage.playbook.ask.presentation import DecideView
    from triage.playbook.gates.gates import GateKey
    from triage.playbook.state.situation import Situation


@contextmanager
def refusals() -> Iterator[None]:
    """What the playbook refuses, said as the command line says it."""
    from triage.playbook.errors import DecisionRefused as NotNow

    try:
        yield
    except NotNow as refusal:
        raise CommandRefused(str(refusal), "nothing was stored") from None


def situation_of(store: Store, client_id: str, session: Session) -> Situation:
    """The client as the playbook sees it today; without a time of day when only a day was given."""
    from triage.overview import overview_of
    from triage.playbook.state.situation import situation

    book = store.book()
    return situation(
        book,
        client_id,
        session.today,
        now=None if session.by_day else session.moment,
        limits=session.limits,
        health=overview_of(book, client_id, session.today, session.limits).health,
        offers=session.settings.offers,
        playbook=session.playbook,
    )


# --- decide -----------------------------------------------------------------------------------


def _decide_arguments(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("client", metavar="CLIENT", help="an id or part of a name")
    add("screen", metavar="SCREEN", nargs="?", help="a step or door; without it the one that fits")
    add("--flag", metavar="CODE", help="the flag that leads here; the worst when left out")
    for option, what in (("--answer", "ID=VALUE"), ("--set", "FIELD=VALUE")):
        add(option, metavar=what, nargs="+", action="extend", help="may stand several times")
    add("--take", action="store_true", help="store the decision that the answers lead to")
    add("--own-plans", action="store_true", help="goodbye for reasons of your own")
    add("--override", metavar="REASON", help="pass a shut gate, with 40 characters or more")
    add("--confirm-name", metavar="NAME", help="the client's whole name, with --override")
    add("--json", action="store_true", help="for programs")


def decide(given: argparse.Namespace, session: Session) -> int:
    """The gates, the next question, or the decision the answers lead to; stored with --take."""
    from triage.changes import RecordIds
    from triage.playbook.ask.presentation import decide_view, view_of
    from triage.playbook.decide.commit import commit_decision
    from tui.cli.saving import new_id, save_written

    answers = dict(pairs(given.answer, "--answer"))
    values = dict(pairs(given.set, "--set"))
    with session.store() as store, refusals():
        client = store.client(given.client)
        now = situation_of(store, client.id, session)
        key = _key(given, now)
        view = decide_view(now, given.screen, answers, values=values, key=key)
        if given.take and view.open and view.decision is not None:
            taken = commit_decision(
                now, given.screen, answers, RecordIds(new_id()), values=values, key=key
            )
            save_written(store, taken.written)
            _show(view_of(now, taken.sitting, values), given.json, stored=True)
            return 0
        if given.take and not view.open:
            view = _opened(store, now, view, key, session)
    if given.json or not given.take:
        _show(view, given.json)
    if given.take:
        raise CommandRefused(_not_taken(view), "nothing was decided")
    return 0


def _key(given: argparse.Namespace, now: Situation) -> GateKey:
    from triage.playbook.gates.gates import GateKey, check_override

    override = None
    if given.override is not None:
        override = check_override(now.client, given.override, given.confirm_name or "")
    return GateKey(flag=given.flag, own_plans=given.own_plans, override=override)


def _opened(
    store: Store, now: Situation, view: DecideView, key: GateKey, session: Session
) -> DecideView:
    """A goodbye that only has to wait is opened by asking for it: its waiting begins to count."""
    from triage.playbook.ask.presentation import decide_view
    from triage.playbook.decide.attempts import open_visit
    from tui.cli.saving import save_written

    visit = open_visit(now, view.screen, key)
    if visit is None:
        return view
    save_written(store, visit)
    return decide_view(situation_of(store, now.client.id, session), view.screen, key=key)


def _not_taken(view: DecideView) -> str:
    if view.question is not None:
        return f"{view.screen} still asks {view.question.id}"
    shut = "; ".join(f"{gate.gate}: {gate.missing}" for gate in view.gates)
    return f"{view.screen} is shut: {shut}"


def _show(view: DecideView, as_json: bool, *, stored: bool = False) -> None:
    if as_json:
        say_json(view.as_json(stored=stored))
    else:
        say(*_lines(view, stored))


def _lines(view: DecideView, stored: bool) -> Iterator[str]:
    yield f"{view.title}: {view.purpose}"
    for gate in view.gates:
        when = f" (on {gate.earliest} at the earliest)" if gate.earliest else ""
        yield f"  shut, {gate.gate}: {gate.missing}{when}"
    yield from (f"  {fact.label:<10} {fact.text}" for fact in view.facts)
    yield from (f"  you said   {step.label}" for step in view.path)
    if (question := view.question) is not None:
        yield ""
        yield question.ask
        yield question.why
        yield from (f"  {o.n}  {o.label} ({o.leads})" for o in question.options)
        yield f"answer with --answer {question.id}=..."
    if (decision := view.decision) is not None:
        yield ""
        yield f"{'Decided' if stored else 'Decision'}: {decision.say}"
        yield from (f"  to do: {due.text}, {due.due or 'no date'}" for due in decision.actions)
        if decision.template:
            yield f"  draft: goodterms message {view.client} {decision.template}"
        if decision.review_by:
            yield f"  look again by {decision.review_by}"
        if not stored:
            yield from (f"  needs --set {need.field}=..." for need in decision.needs)
            yield "store it with --take"


# --- outcome and sent -------------------------------------------------------------------------


def _outcome_arguments(parser: argparse.ArgumentParser) -> None:
    from triage.playbook.vocabulary import STEPS

    parser.add_argument("client", metavar="CLIENT", help="an id or part of a name")
    parser.add_argument("screen", metavar="SCREEN", help=", ".join(STEPS))
    parser.add_argument("outcome", choices=("worked", "partly", "failed", "na"))
    parser.add_argument("reason", metavar="REASON", nargs="?", help="for na 20 characters or more")
    parser.add_argument("--json", action="store_true", help="for programs")


def outcome(given: argparse.Namespace, session: Session) -> int:
    """How a step ended."""
    from triage.playbook.decide.outcomes import record_outcome
    from tui.cli.saving import save_written

    with session.store() as store, refusals():
        client = store.client(given.client)
        now = situation_of(store, client.id, session)
        save_written(store, record_outcome(now, given.screen, given.outcome, given.reason))
    _stored(client.id, given.screen, session.today.isoformat(), given.json)
    return 0


def _sent_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("client", metavar="CLIENT", help="an id or part of a name")
    parser.add_argument("template", metavar="TEMPLATE", help="which message")
    parser.add_argument("--on", metavar="DATE", help="the day it was sent; today when left out")
    parser.add_argument("--reason", metavar="TEXT", help="why it went although lint stopped it")
    parser.add_argument("--json", action="store_true", help="for programs")


def sent(given: argparse.Namespace, session: Session) -> int:
    """That a message was sent; gates count only what was sent."""
    from triage.changes import RecordIds
    from triage.playbook.after.sending import belongs_to, unsent_draft
    from triage.playbook.after.sending import sent as record_sent
    from tui.cli.saving import new_id, save_written

    day = session.today if given.on is None else typed_day(given.on, "--on", session.today)
    with session.store() as store, refusals():
        client = store.client(given.client)
        now = situation_of(store, client.id, session)
        draft = unsent_draft(now, given.template)
        if draft is not None and draft.text and not given.reason:
            _check_draft(draft.text, given.template, now, session)
        belonging = belongs_to(now, given.template)
        done = record_sent(
            now, given.template, RecordIds(new_id()), day=day, reason=given.reason, draft=draft
        )
        save_written(store, done)
    screen = belonging.attempt.screen if belonging else None
    _stored(client.id, screen, day.isoformat(), given.json)
    return 0


def _check_draft(text: str, template: str, now: Situation, session: Session) -> None:
    """Raises Refused when a stop stands against sending the stored draft without a reason."""
    from triage.messages.lint import stops
    from tui.cli.message import findings, stored_draft, template_of

    assert now.book is not None
    stored = stored_draft(now.ledger, template)
    found = findings(text, template_of(template, session), now.ledger, now.book, session, stored)
    if stops(found):
        first = next(one for one in found if one.level == "stop")
        raise CommandRefused(
            f"the stored draft has a stop, {first.rule}: {first.why.rstrip('.')}",
            "change it, or say with --reason why it went all the same",
        )


def _stored(client: str, screen: str | None, day: str, as_json: bool) -> None:
    if as_json:
        said: dict[str, Any] = {"client": client, "screen": screen, "stored": True, "date": day}
        say_json(said)
    else:
        say(f"Stored for {screen or 'no step'} on {day}")


COMMANDS: Mapping[str, Command] = {
    "decide": Command(_decide_arguments, decide),
    "outcome": Command(_outcome_arguments, outcome),
    "sent": Command(_sent_arguments, sent),
}
