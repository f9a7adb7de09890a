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
from tui.cli.key_values import pairs
from tui.cli.named_json import all_named
from tui.cli.notes import piped
from tui.cli.output import say, say_json, say_text
from tui.wording.formatting import count
from tui.workspace.workspace import Workspace

if TYPE_CHECKING:
    from triage.ledger import Ledger
    from triage.message_templates import Template
    from triage.messages.findings import LintFinding


@command(
    "message",
    arg("template", metavar="TEMPLATE", help="which message: its name or its title"),
    arg("--set", metavar="BLANK=VALUE", nargs="+", action="extend", help="fill in a blank"),
    arg("--lint", metavar="FILE", help="check this text instead; - is standard input"),
    client=True,
    json=True,
)
def message(args: argparse.Namespace, workspace: Workspace) -> int:
    """A filled draft, or the findings in a text: 1 when one of them is a stop."""
    with data_file(workspace) as store:
        ledger = workspace.ledger(store.client(args.client).id)
    template = template_of(args.template, workspace)
    if args.lint is None:
        _draft(args, template, ledger, workspace)
        return 0
    text = read_text(args.lint)
    lint_findings = findings(text, template, ledger, workspace)
    if args.json:
        say_json({"template": template.id, "findings": _as_json(lint_findings)})
    else:
        note = footer(ledger.client.language, workspace.lint, text)
        say(*_lines(lint_findings, note))
        if not lint_findings and not note:
            say("The check found nothing.")
    return 1 if stops(lint_findings) else 0


def template_of(name: str, workspace: Workspace) -> Template:
    """The template of that id, or of the title that the screens show. Raises Refused, naming those
    there are.
    """
    known = workspace.templates
    titled = {template.title.casefold(): template for template in known.values()}
    template = known.get(name) or titled.get(name.strip().casefold())
    if template is None:
        names = ", ".join(f"{id_} ({each.title})" for id_, each in known.items())
        raise CommandRefused(f"there is no template {name!r}", f"one of {names}")
    return template


def findings(
    text: str, template: Template, ledger: Ledger, workspace: Workspace
) -> tuple[LintFinding, ...]:
    """What lint says of a text. Age and law tick are those of the newest draft not sent yet."""
    unsent = [m for m in ledger.message if m.template == template.id and not m.sent_on and m.text]
    stored = max(unsent, key=lambda m: (m.on, m.drafted_at or "", m.id), default=None)
    facts = context(
        ledger,
        template,
        now=workspace.moment,
        clients=(overview.client for overview in workspace.book.ledgers.values()),
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
    args: argparse.Namespace, template: Template, ledger: Ledger, workspace: Workspace
) -> None:
    disabled_reason = refusal(template, ledger.client)
    if disabled_reason is not None:
        raise CommandRefused(disabled_reason)
    playbook, reply_days = workspace.playbook, template.reply_days
    known = slot_values(
        ledger,
        workspace.today,
        reply_days=reply_days,
        playbook=playbook,
        template=template,
        limits=workspace.settings.limits,
    )
    values = dict(known)
    for name, value in pairs(args.set, "--set"):
        if name not in template.names:
            blanks = ", ".join(template.names)
            raise CommandRefused(f"{template.id} has no blank {name!r}", f"blanks: {blanks}")
        values[name] = value
    text = draft(template, values, ledger.client.language)
    lint_findings = findings(text, template, ledger, workspace)
    still_open = unfilled(text)
    if args.json:
        say_json(
            {
                "template": template.id,
                "text": text,
                "unfilled": still_open,
                "words": word_count(text),
                "max": template.max_words,
                "findings": _as_json(lint_findings),
            }
        )
        return
    say_text(text)
    say("", f"{count(word_count(text), 'word')} of at most {template.max_words}")
    if still_open:
        say(f"still to fill in: {', '.join(still_open)}; --set {still_open[0]}=...")
    say(*_lines(lint_findings, footer(ledger.client.language, workspace.lint, text)))


def _as_json(lint_findings: Iterable[LintFinding]) -> list[dict[str, Any]]:
    return all_named(lint_findings, "rule", "level", "start", "end", "text")


def _lines(lint_findings: Iterable[LintFinding], note: str) -> Iterator[str]:
    for finding in lint_findings:
        where = f" “{finding.text}”" if finding.text else ""
        yield f"{finding.level} {finding.rule}{where}: {finding.why}"
    if note:
        yield note
