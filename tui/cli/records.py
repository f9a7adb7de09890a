"""`record`: add or change one record of any kind."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from triage.clients.review_history import NEVER, histories
from triage.health.model import VERDICTS
from triage.overrides.verdict import NotYours, check_own
from triage.playbook.by_hand import not_by_hand
from triage.records import KINDS, Client, Invoice, Override, Record
from triage.review.put_off import NotNow, check_better
from triage.terms import kind_term
from tui.cli.command import arg, command, words
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.output import say
from tui.cli.saving import altered, built, new_id, resolve_clients, save, save_client
from tui.cli.values import assignments, fields_of, is_assignment
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from storage.store import Store


@command(
    "record",
    arg("kind", metavar="KIND", help=", ".join(KINDS)),
    words(
        "more",
        "[ID] FIELD=VALUE",
        "an empty VALUE clears it; without ID a record is added",
    ),
)
def record(args: argparse.Namespace, workspace: Workspace) -> None:
    """Prints the id of the record that was added or changed."""
    if args.kind not in KINDS:
        raise CommandRefused(f"there is no kind {args.kind!r}", f"kinds: {', '.join(KINDS)}")
    id_, fields = None, args.more
    if fields and not is_assignment(fields[0]):
        id_, *fields = fields
    if not fields:
        raise CommandRefused(
            f"name at least one field of {args.kind}", f"fields: {fields_of(args.kind)}"
        )
    with data_file(workspace, create=True) as store:
        was = store.get(args.kind, id_) if id_ is not None else None
        context = workspace.typing(_currency(store, fields, was))
        values = assignments(args.kind, fields, context)
        resolve_clients(store, values)
        if was is None:
            id_ = id_ or new_id()
            new_record = built(args.kind, {"id": id_, **values})
            _check_by_hand(workspace, new_record, None)
            save(workspace, _label(store, new_record, "added"), new_record)
        else:
            changed = _label(store, was, f"changed {', '.join(sorted(values))} of")
            if isinstance(was, Client):
                save_client(workspace, changed, was, values)
            else:
                altered_record = altered(was, values)
                _check_by_hand(workspace, altered_record, was)
                save(workspace, changed, altered_record, was)
    say(str(id_))


def _check_by_hand(workspace: Workspace, record: Record, was: Record | None) -> None:
    """Raises CommandRefused for what only the guided decisions write, and for a verdict of one's
    own that the review would not take either.
    """
    if (why := not_by_hand(record, was)) is not None:
        raise CommandRefused(f"{record.kind}: {why}", "nothing was saved")
    overview = (
        workspace.overviews.get(record.client)
        if isinstance(record, Override) and record.health in VERDICTS
        else None
    )
    if overview is not None and isinstance(record, Override):
        history = histories(workspace.book.reviews, workspace.today).get(record.client, NEVER)
        away = workspace.settings.away
        try:
            check_own(record, overview.health.health)
            check_better(record, overview, history, workspace.today, away)
        except NotYours as refused:
            raise CommandRefused(str(refused), "nothing was saved") from None
        except NotNow as refused:
            todo = f"to decide: goodterms decide {record.client}"
            raise CommandRefused(refused.why, todo) from None


def _currency(store: Store, words: Sequence[str], was: Record | None) -> str:
    """The currency of the client whom the record is about; "" where that cannot be told yet."""
    if isinstance(was, Client):
        return was.currency
    typed = {name: text for name, _, text in (word.partition("=") for word in words)}
    invoice_id = typed.get("invoice") or getattr(was, "invoice", None)
    invoice = store.get(Invoice.kind, invoice_id) if invoice_id else None
    if isinstance(invoice, Invoice):
        return invoice.currency or store.client(invoice.client).currency
    owner = typed.get("client") or getattr(was, "client", None)
    return store.client(owner).currency if owner else ""


def _label(store: Store, record: Record, verb: str) -> str:
    """What the list of changes calls it: the client's name first, where there is one."""
    if isinstance(record, Client):
        return f"{record.name}: {verb} client"
    owner = getattr(record, "client", None)
    known = store.get(Client.kind, owner) if owner is not None else None
    name = known.name if isinstance(known, Client) else ""
    return (
        f"{name}: {verb} {kind_term(record.kind)}" if name else f"{verb} {record.kind}".capitalize()
    )
