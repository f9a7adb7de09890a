"""What can be answered beforehand of an import, whichever command begins it."""

from __future__ import annotations

from tui.cli.command import Argument, arg

ANSWERS: tuple[Argument, ...] = (
    arg("--dates", choices=("dmy", "mdy", "ymd"), help="the order in dates like 03/04/2026"),
    arg("--client-for", metavar="PROJECT=CLIENT", action="append", help="- = not a client"),
    arg("--work-for", metavar="PROJECT=WORK", action="append", help="the type of unbillable hours"),
    arg(
        "--billable",
        choices=("all", "as-marked"),
        help="which hours count, if few are marked billable",
    ),
    arg(
        "--old-unpaid",
        choices=("paid", "written-off", "open"),
        help="for old unpaid invoices",
    ),
    arg(
        "--same-number",
        choices=("correction", "another", "leave"),
        help="for invoices stored with another amount or day",
    ),
    arg("--older", choices=("stay", "go-back"), help="for invoices that would go back to unpaid"),
    arg("--gone", choices=("keep", "remove"), help="for entries the file no longer has"),
    arg(
        "--overlap",
        choices=("leave-out", "count-both"),
        help="for hours that another program has too",
    ),
    arg(
        "--taken-out",
        choices=("stay-out", "bring-back"),
        help="for what you took out earlier",
    ),
    arg(
        "--already-here",
        choices=("same", "another"),
        help="for invoices that you entered, or that another program has",
    ),
    arg(
        "--agreements",
        choices=("stay", "take"),
        help="for engagements that differ from a list of projects",
    ),
    arg(
        "--answer",
        metavar="QUESTION=ANSWER",
        action="append",
        help="answer a question that an import asks",
    ),
    arg("--zone", metavar="ZONE", help="time zone of the file, like Europe/Berlin"),
)
"""One argument for each question that has a name of its own, and `--answer` for all others."""
