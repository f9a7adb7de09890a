"""`message`: a draft filled from the records, or what lint finds in a text. Nothing is sent."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from tui.cli.command import Command
from tui.cli.errors import CommandRefused
from tui.cli.key_values import pairs
from tui.cli.output import say, say_json, say_text
from tui.cli.session import Session
from tui.wording.formatting import count

if TYPE_CHECKING:
    from triage.ledger import Book, Ledger
    from triage.messages.findings import LintFinding
    from triage.messages.templates import Template
    from triage.records import Message


def _message_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("client", metavar="CLIENT", help="an id or part of a name")
    parser.add_argument("template", metavar="TEMPLATE", help="which message")
    parser.add_argument(
        "--set", metavar="SLOT=VALUE", nargs="+", action="extend", help="fill a slot"
    )
    parser.add_argument(
        "--lint", metavar="FILE", help="read this text instead; - is standard input"
    )
    parser.add_argument("--json", action="store_true", help="for programs")


def message(given: argparse.Namespace, session: Session) -> int:
    """A filled draft, or the findings in a text: 1 when one of them is a stop."""
    with session.store() as store:
        client = store.client(given.client)
        book = store.book()
    ledger = book.ledgers[client.id]
    template = template_of(given.template, session)
    if given.lint is not None:
        return _lint(read_text(given.lint), template, ledger, book, session, given.json)
    return _draft(given, template, ledger, book, session)


def template_of(name: str, session: Session) -> Template:
    """The template of that id. Raises Refused, naming those there are."""
    known = session.templates
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
    session: Session,
    stored: Message | None,
) -> tuple[LintFinding, ...]:
    """What lint says of a text; `stored` = the kept draft, whose age and law tick count."""
    from triage.messages.context import context
    from triage.messages.lint import check

    facts = context(
        ledger,
        template,
        now=session.moment,
        clients=(one.client for one in book.ledgers.values()),
        drafted_at=(stored.drafted_at or stored.on.isoformat()) if stored else None,
        law_checked_on=stored.checked_on if stored else None,
        playbook=session.playbook,
    )
    return check(text, template, facts, session.lint)


def read_text(name: str) -> str:
    """A text file, or standard input for "-". Raises Refused."""
    from storage.paths import at_home
    from tui.cli.notes import piped

    if name == "-":
        return piped()
    try:
        return at_home(name).read_bytes().decode("utf-8-sig")
    except OSError as trouble:
        raise CommandRefused(f"{name}: {trouble.strerror}", "name a text file") from None
    except UnicodeDecodeError:
        raise CommandRefused(f"{name} is not UTF-8 text", "save it as UTF-8") from None


def _draft(
    given: argparse.Namespace, template: Template, ledger: Ledger, book: Book, session: Session
) -> int:
    from triage.messages.slots import slot_values
    from triage.messages.templates import draft, refusal, unfilled, words

    disabled_reason = refusal(template, ledger.client)
    if disabled_reason is not None:
        raise CommandRefused(disabled_reason)
    values = dict(
        slot_values(
            ledger, session.today, reply_days=template.reply_days, playbook=session.playbook
        )
    )
    for name, value in pairs(given.set, "--set"):
        if name not in template.names:
            raise CommandRefused(
                f"{template.id} has no slot {name!r}", f"slots: {_listed(template.names)}"
            )
        values[name] = value
    text = draft(template, values, ledger.client.language)
    stored = stored_draft(ledger, template.id)
    found = findings(text, template, ledger, book, session, stored)
    still_open = unfilled(text)
    if given.json:
        say_json(
            {
                "template": template.id,
                "text": text,
                "unfilled": list(still_open),
                "words": words(text),
                "max": template.max_words,
                "findings": [finding_json(one) for one in found],
            }
        )
        return 0
    say_text(text)
    say("", f"{count(words(text), 'word')} of at most {template.max_words}")
    if still_open:
        say(f"still to fill: {_listed(still_open)}; --set {still_open[0]}=...")
    say(*_lines(found), *_footer(ledger, session))
    return 0


def _lint(
    text: str, template: Template, ledger: Ledger, book: Book, session: Session, as_json: bool
) -> int:
    from triage.messages.lint import stops

    found = findings(text, template, ledger, book, session, stored_draft(ledger, template.id))
    if as_json:
        say_json({"template": template.id, "findings": [finding_json(one) for one in found]})
    else:
        say(*_lines(found), *_footer(ledger, session))
        if not found:
            say("Nothing to remark.")
    return 1 if stops(found) else 0


def finding_json(one: LintFinding) -> dict[str, Any]:
    """One finding; an absent thing has no place."""
    return {
        "rule": one.rule,
        "level": one.level,
        "start": one.start,
        "end": one.end,
        "text": one.text,
    }


def _lines(found: Iterable[LintFinding]) -> Iterator[str]:
    for one in found:
        where = f" “{one.text}”" if one.text else ""
        yield f"{one.level} {one.rule}{where}: {one.why}"


def _footer(ledger: Ledger, session: Session) -> Iterator[str]:
    from triage.messages.lint import footer

    if text := footer(ledger.client.language, session.lint):
        yield text


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


COMMANDS: Mapping[str, Command] = {"message": Command(_message_arguments, message)}
