"""`message`: a draft filled from the records, or what lint finds in a text. Nothing is sent."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from storage.paths import at_home
from triage.messages.context import context
from triage.messages.draft import word_count
from triage.messages.lint import check, footer, stops
from triage.messages.slots import slot_values
from triage.messages.templates import draft, refusal, unfilled
from tui.cli.command import arg, command
from tui.cli.data_file import data_file
from tui.cli.errors import CommandRefused
from tui.cli.json_views import named
from tui.cli.key_values import pairs
from tui.cli.notes import piped
from tui.cli.output import say, say_json, say_text
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.ledger import Book, Ledger
    from triage.message_templates import Template
    from triage.messages.findings import LintFinding
    from triage.records import Message


@command(
    "message",
    arg("template", metavar="TEMPLATE", help="which message"),
    arg("--set", metavar="SLOT=VALUE", nargs="+", action="extend", help="fill a slot"),
    arg("--lint", metavar="FILE", help="read this text instead; - is standard input"),
    client=True,
    json=True,
)
def message(args: argparse.Namespace, workspace: Workspace) -> int:
    """A filled draft, or the findings in a text: 1 when one of them is a stop."""
    with data_file(workspace) as store:
        client = store.client(args.client)
        book = store.book()
    ledger = book.ledgers[client.id]
    template = template_of(args.template, workspace)
    if args.lint is not None:
        return _lint(read_text(args.lint), template, ledger, book, workspace, args.json)
    return _draft(args, template, ledger, book, workspace)


def template_of(name: str, workspace: Workspace) -> Template:
    """The template of that id. Raises Refused, naming those there are."""
    known = workspace.templates
    if name not in known:
        raise CommandRefused(f"there is no template {name!r}", f"one of {', '.join(known)}")
    return known[name]


def stored_draft(ledger: Ledger, template: str) -> Message | None:
    """The newest draft of that template which was not sent yet."""
    drafts = [m for m in ledger.message if m.template == template and m.sent_on is None and m.text]
    return max(drafts, key=lambda m: (m.on, m.drafted_at or "", m.id), default=None)


def findings(
    text: str,
    template: Template,
    ledger: Ledger,
    book: Book,
    workspace: Workspace,
    stored: Message | None,
) -> tuple[LintFinding, ...]:
    """What lint says of a text; `stored` = the kept draft, whose age and law tick count."""
    facts = context(
        ledger,
        template,
        now=workspace.moment,
        clients=(overview.client for overview in book.ledgers.values()),
        drafted_at=(stored.drafted_at or stored.on.isoformat()) if stored else None,
        law_checked_on=stored.checked_on if stored else None,
        playbook=workspace.playbook,
    )
    return check(text, template, facts, workspace.lint)


def read_text(name: str) -> str:
    """A text file, or standard input for "-". Raises Refused."""
    if name == "-":
        return piped()
    try:
        return at_home(name).read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        raise CommandRefused(f"{name}: {trouble.strerror}", "name a text file") from None
    except UnicodeDecodeError:
        raise CommandRefused(f"{name} is not UTF-8 text", "save it as UTF-8") from None


def _draft(
    args: argparse.Namespace, template: Template, ledger: Ledger, book: Book, workspace: Workspace
) -> int:
    disabled_reason = refusal(template, ledger.client)
    if disabled_reason is not None:
        raise CommandRefused(disabled_reason)
    playbook, reply_days = workspace.playbook, template.reply_days
    values = dict(slot_values(ledger, workspace.today, reply_days=reply_days, playbook=playbook))
    for name, value in pairs(args.set, "--set"):
        if name not in template.names:
            slots = ", ".join(template.names)
            raise CommandRefused(f"{template.id} has no slot {name!r}", f"slots: {slots}")
        values[name] = value
    text = draft(template, values, ledger.client.language)
    stored = stored_draft(ledger, template.id)
    lint_findings = findings(text, template, ledger, book, workspace, stored)
    still_open = unfilled(text)
    if args.json:
        say_json(
            {
                "template": template.id,
                "text": text,
                "unfilled": list(still_open),
                "words": word_count(text),
                "max": template.max_words,
                "findings": [finding_json(finding) for finding in lint_findings],
            }
        )
        return 0
    say_text(text)
    say("", f"{count(word_count(text), 'word')} of at most {template.max_words}")
    if still_open:
        say(f"still to fill: {', '.join(still_open)}; --set {still_open[0]}=...")
    say(*_lines(lint_findings), *_footer(ledger, workspace))
    return 0


def _lint(
    text: str, template: Template, ledger: Ledger, book: Book, workspace: Workspace, as_json: bool
) -> int:
    lint_findings = findings(
        text, template, ledger, book, workspace, stored_draft(ledger, template.id)
    )
    if as_json:
        say_json(
            {
                "template": template.id,
                "findings": [finding_json(finding) for finding in lint_findings],
            }
        )
    else:
        say(*_lines(lint_findings), *_footer(ledger, workspace))
        if not lint_findings:
            say("Nothing to remark.")
    return 1 if stops(lint_findings) else 0


def finding_json(finding: LintFinding) -> dict[str, Any]:
    """One finding; an absent thing has no place."""
    return named(finding, "rule", "level", "start", "end", "text")


def _lines(lint_findings: Iterable[LintFinding]) -> Iterator[str]:
    for finding in lint_findings:
        where = f" “{finding.text}”" if finding.text else ""
        yield f"{finding.level} {finding.rule}{where}: {finding.why}"


def _footer(ledger: Ledger, workspace: Workspace) -> Iterator[str]:
    if text := footer(ledger.client.language, workspace.lint):
        yield text
