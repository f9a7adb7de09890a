"""The options of an import as the command line gives them."""

from __future__ import annotations

import argparse
from typing import get_args
from zoneinfo import ZoneInfo

from storage.importing import ImportOptions
from triage.records import Work
from tui.cli.errors import CommandRefused
from tui.cli.key_values import pairs
from tui.workspace.workspace import Workspace


def answered_options(args: argparse.Namespace, workspace: Workspace) -> ImportOptions:
    """What was answered beforehand, by the arguments of ANSWERS. Raises CommandRefused."""
    known: dict[str, Work] = {word: word for word in get_args(Work)}
    works: dict[str, Work] = {}
    for project, text in pairs(args.work_for, "--work-for", last=True):
        if text not in known:
            raise CommandRefused(
                f"--work-for: {text!r} is not a type of work", f"choose one of {', '.join(known)}"
            )
        works[project] = known[text]
    return ImportOptions(
        on=workspace.today,
        dates=args.dates,
        client_for=dict(pairs(args.client_for, "--client-for")),
        work_for=works,
        billable=args.billable,
        old_unpaid=args.old_unpaid,
        same_number=args.same_number,
        older=args.older,
        gone=args.gone,
        overlap=args.overlap,
        taken_out=args.taken_out,
        already_here=args.already_here,
        agreements=args.agreements,
        currency=workspace.limits.base_currency,
        zone=_zone(args.zone),
        answers=dict(pairs(args.answer, "--answer", last=True)),
    )


def _zone(name: str | None) -> ZoneInfo | None:
    if name is None:
        return None
    try:
        return ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise CommandRefused(
            f"--zone: there is no time zone {name!r}", "name one like Europe/Berlin"
        ) from None
