"""`decide`, `outcome` and `sent`: the guided decision without the screen."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING

from triage.changes import RecordIds, stable_id
from triage.clients.safety_look import ANSWERS, record_look
from triage.playbook.after.checklists import checklist as points_of
from triage.playbook.after.closing import end_date, goodbye_known
from triage.playbook.after.sending import belongs_to, unsent_draft
from triage.playbook.after.sending import sent as record_sent
from triage.playbook.ask.evaluation import evaluate
from triage.playbook.decide.attempts import open_visit
from triage.playbook.decide.commit import commit_shown
from triage.playbook.decide.outcomes import goes_on, record_outcome
from triage.playbook.errors import DecisionRefused as NotNow
from triage.playbook.gates.gates import GateKey, check_override
from triage.playbook.presentation import decide_view, view_of
from triage.playbook.state.abuse import SAFETY
from triage.playbook.vocabulary import STEPS
from triage.terms import value_term
from tui.cli.at_the_door import SAFETY_ANSWERS, STEP_OUTCOMES, at_the_door
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.days import typed_day
from tui.cli.errors import CommandRefused
from tui.cli.key_values import pairs
from tui.cli.message import findings, template_of
from tui.cli.output import say, say_json
from tui.workspace.situation import situation_of
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.changes import ChangeSet
    from triage.message_templates import Template
    from triage.playbook.model import Playbook
    from triage.playbook.presentation import DecideView
    from triage.playbook.state.situation import Situation
    from triage.records import Decision, Message


@contextmanager
def guided(client: str, workspace: Workspace) -> Iterator[Situation]:
    """A client as the playbook sees them, with the data file open for the block.

    What the playbook refuses is said as the command line says it.
    """
    try:
        with data_file(workspace) as store:
            yield situation_of(workspace, store.client(client).id)
    except NotNow as refusal:
        raise CommandRefused(str(refusal), "nothing was stored") from None


def _ids(now: Situation, earlier: Iterable[Decision | Message]) -> RecordIds:
    """Ids that follow from what is stored already.

    Of two shells that read the same and do the same only one can store it; random ids would let
    both.
    """
    return RecordIds(stable_id(now.client.id, *(record.id for record in earlier)))


# --- decide -----------------------------------------------------------------------------------


_SEVERAL = {"nargs": "+", "action": "extend", "help": "can be repeated"}


@command(
    "decide",
    arg(
        "screen",
        metavar="SCREEN",
        nargs="?",
        help="which guided page; default: the one that fits best",
    ),
    arg("--flag", metavar="CODE", help="the flag it is about; default: the worst"),
    arg("--answer", metavar="ID=VALUE", **_SEVERAL),
    arg("--set", metavar="FIELD=VALUE", **_SEVERAL),
    arg("--take", action="store_true", help="make the decision that the answers lead to"),
    arg("--own-plans", action="store_true", help="part ways for your own reasons"),
    arg(
        "--override",
        metavar="REASON",
        help="skip a missing step: your reason (40 characters or more)",
    ),
    arg("--confirm-name", metavar="NAME", help="the client's full name, with --override"),
    client=True,
    json=True,
)
def decide(args: argparse.Namespace, workspace: Workspace) -> None:
    """The gates, the next question, or the decision the answers lead to; stored with --take."""
    answers = dict(pairs(args.answer, "--answer", empty=True))
    values = dict(pairs(args.set, "--set"))
    with guided(args.client, workspace) as now:
        if args.screen is None and not args.json and goes_on(now):
            _go_on(now, take=args.take)
            return
        if _is_plain(args) and (first := at_the_door(now, workspace.overviews[now.client.id])):
            say(*first)
            return
        key = _key(args, now)
        evaluation = evaluate(now, args.screen, answers, key)
        view = view_of(now, evaluation, values)
        if args.take and view.open and view.decision is not None:
            ids = _ids(now, now.ledger.decision)
            workspace.apply(commit_shown(now, evaluation, ids, values).changes)
            _show(view, now.playbook, args.json, stored=True)
            return
        if args.take and not view.open:
            view = _opened(now, view, key, workspace)
    if args.json or not args.take:
        _show(view, now.playbook, args.json)
    if args.take:
        raise CommandRefused(_not_taken(view, now.playbook), "nothing was decided")


def _is_plain(args: argparse.Namespace) -> bool:
    """Whether nothing but the client was named: no page is asked for yet, and nothing answered."""
    named = (args.screen, args.flag, args.answer, args.set, args.override)
    return not any(named) and not (args.json or args.take or args.own_plans)


def _answer_look(now: Situation, workspace: Workspace, word: str) -> ChangeSet:
    """What an answer to the look at one's safety stores. Raises NotNow while none is due."""
    look = workspace.overviews[now.client.id].safety_look
    changes = record_look(now, look, SAFETY_ANSWERS[word]) if look is not None else None
    if changes is None:
        raise NotNow("the Safety page has no question for you today")
    return changes


def _go_on(now: Situation, *, take: bool) -> None:
    """A goodbye that is decided is carried through, and not begun again. Raises CommandRefused."""
    title = now.playbook.screens[STEPS[-1]].title
    how = f"what is left: goodterms checklist {now.client.id}"
    again = f"for another last day: goodterms decide {now.client.id} {STEPS[-1]}"
    if take:
        raise CommandRefused(f"“{title}” has already been decided", f"{how}; {again}")
    known = "they know" if goodbye_known(now) else "they do not know yet"
    end = end_date(now)
    say(f"{title}: the last day is {end}; {known}" if end else f"{title}: {known}")
    actions = now.open_actions
    say(*(f"  to do: {action.text}, {action.due or 'no date'}" for action in actions))
    say(f"  closing checklist: {points_of(now).words}", f"{how}; {again}")


def _key(args: argparse.Namespace, now: Situation) -> GateKey:
    override = None
    if args.override is not None:
        override = check_override(now.client, args.override, args.confirm_name or "")
    return GateKey(flag=args.flag, own_plans=args.own_plans, override=override)


def _opened(now: Situation, view: DecideView, key: GateKey, workspace: Workspace) -> DecideView:
    """A goodbye that only has to wait is opened by asking for it: its waiting begins to count."""
    visit = open_visit(now, view.screen, key)
    if visit is None:
        return view
    workspace.apply(visit)
    return decide_view(situation_of(workspace, now.client.id), view.screen, key=key)


def _not_taken(view: DecideView, playbook: Playbook) -> str:
    if view.question is not None:
        return f"“{view.title}”: answer {view.question.id} first"
    shut = "; ".join(f"{gate.gate}: {gate.in_titles(playbook)}" for gate in view.gates)
    return f"“{view.title}” is not available yet: {shut}"


def _show(view: DecideView, playbook: Playbook, as_json: bool, *, stored: bool = False) -> None:
    if as_json:
        say_json(view.as_json(stored=stored))
    else:
        say(*_lines(view, playbook, stored))


def _lines(view: DecideView, playbook: Playbook, stored: bool) -> Iterator[str]:
    yield f"{view.title}: {view.purpose}"
    for gate in view.gates:
        when = f" (on {gate.earliest} at the earliest)" if gate.earliest else ""
        yield f"  not available yet, {gate.gate}: {gate.in_titles(playbook)}{when}"
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
            yield f"  review by {decision.review_by}"
        if not stored:
            yield from (f"  needs --set {need.field}=..." for need in decision.needs)
            yield "to make this decision, add --take"


# --- outcome and sent -------------------------------------------------------------------------


@command(
    "outcome",
    arg("screen", metavar="SCREEN", help=", ".join((*STEPS, SAFETY))),
    arg("outcome", choices=(*STEP_OUTCOMES, "na", *SAFETY_ANSWERS)),
    arg(
        "reason",
        metavar="REASON",
        nargs="?",
        help="for na: why it does not apply (20 characters or more)",
    ),
    client=True,
    json=True,
)
def outcome(args: argparse.Namespace, workspace: Workspace) -> None:
    """How a step ended."""
    with guided(args.client, workspace) as now:
        if args.screen == SAFETY and args.outcome in SAFETY_ANSWERS:
            workspace.apply(_answer_look(now, workspace, args.outcome))
            outcome = ANSWERS[SAFETY_ANSWERS[args.outcome] - 1]
        elif args.outcome in SAFETY_ANSWERS:
            raise NotNow(f"“{args.outcome}” can be recorded only for {SAFETY}")
        else:
            workspace.apply(record_outcome(now, args.screen, args.outcome, args.reason))
            outcome = value_term("outcome", args.outcome)
    _stored(f"Outcome: {outcome}", now, args.screen, workspace.today, as_json=args.json)


@command(
    "sent",
    arg("template", metavar="TEMPLATE", help="which message: its name or its title"),
    arg("--on", metavar="DATE", help="the date you sent it; default: today"),
    arg("--reason", metavar="TEXT", help="why you sent it against the check's advice"),
    client=True,
    json=True,
)
def sent(args: argparse.Namespace, workspace: Workspace) -> None:
    """That a message was sent; gates count only what was sent."""
    day = typed_day(args.on, "--on", workspace)
    with guided(args.client, workspace) as now:
        template = template_of(args.template, workspace)
        draft = unsent_draft(now, template.id, day)
        if draft is not None and draft.text and not args.reason:
            _check_draft(draft.text, template, now, workspace)
        belonging = belongs_to(now, template.id, day)
        ids = _ids(now, now.ledger.message)
        done = record_sent(now, template.id, ids, day=day, reason=args.reason, draft=draft)
        workspace.apply(done)
    screen = belonging.attempt.screen if belonging else None
    _stored(f"Sent: {template.title}", now, screen, day, as_json=args.json)


def _check_draft(text: str, template: Template, now: Situation, workspace: Workspace) -> None:
    """Raises Refused when a stop stands against sending the stored draft without a reason."""
    for finding in findings(text, template, now.ledger, workspace):
        if finding.level == "stop":
            raise CommandRefused(
                "the check advises against sending the stored draft, "
                f"{finding.rule}: {finding.why.rstrip('.')}",
                "change it, or give a --reason why you sent it anyway",
            )


def _stored(done: str, now: Situation, screen: str | None, day: date, *, as_json: bool) -> None:
    """Say what was `done`, for which client and page, and on which day."""
    if as_json:
        say_json({"client": now.client.id, "screen": screen, "stored": True, "date": day})
        return
    page = f"part of “{now.playbook.title(screen)}”" if screen else "part of no step"
    say(f"{done}, {now.client.name}, on {day}, {page}")
