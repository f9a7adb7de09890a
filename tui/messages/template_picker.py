"""Which message: drafts that wait, then those that fit where the client stands, then all."""

from __future__ import annotations

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import OptionList, Static
from typing_extensions import override

from triage.ledger import Ledger
from triage.messages.templates import Template, for_screen, load_templates, refusal
from triage.overview import Overview, open_actions
from triage.records import Message
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import dated
from tui.wording.safe_text import content, hanging, padded, short

_TITLE = 26


class TemplatePickerScreen(BaseScreen[None]):
    """Choosing one opens it in place of this list, so that leaving it leads back to the client."""

    GROUP = "templates"
    AUTO_FOCUS = "#templates-list"
    CSS_PATH = "template_picker.tcss"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client_id = client_id

    @override
    def body(self) -> ComposeResult:
        yield Static(id="templates-top", classes="title")
        yield Static(classes="rule")
        yield LineList(id="templates-list")

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self.refresh_from_workspace()

    def on_resize(self) -> None:
        self.refresh_from_workspace()

    @override
    def refresh_from_workspace(self) -> None:
        one = self.workspace.overviews.get(self._client_id)
        if one is None:
            self.client_gone()
            return
        width = max(20, self.size.width - 3)
        top = Content.assemble(("Write to", "bold"), "  ", short(one.name, 60))
        self.query_one("#templates-top", Static).update(padded(top, width))
        self.query_one(LineList).show(self._items(one, width))

    def _items(self, one: Overview, width: int) -> Iterator[Item]:
        drafts = waiting_drafts(one.ledger)
        fitting = fitting_templates(one)
        rest = [t for t in load_templates().values() if t not in fitting]
        first = True
        for title, lines in (
            ("Drafts", [self._draft(message, width) for message in drafts]),
            ("These fit now", [_line(template, width) for template in fitting]),
            ("All others", [_line(template, width) for template in rest]),
        ):
            if lines:
                yield Item("", Content.styled(title if first else f"\n{title}", "$accent"))
                yield from lines
                first = False

    def _draft(self, message: Message, width: int) -> Item:
        day = dated(message.on, self.workspace.today)
        parked = (
            f", parked {dated(message.parked_on, self.workspace.today)}"
            if message.parked_on
            else ""
        )
        begun = " ".join((message.text or "").split())
        label = padded(load_templates()[message.template].title, _TITLE)
        text = Content.assemble((f"{day}{parked}  ", "$quiet"), short(begun, 120))
        return Item(message.template, hanging(Content.assemble("  ", label, " "), text, width, 1))

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        ledger = self.workspace.book.ledgers.get(self._client_id)
        chosen = self.query_one(LineList).current
        if action != "open" or ledger is None or not chosen:
            return None
        return refusal(load_templates()[chosen], ledger.client)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Write the message under the cursor."""
        from tui.messages.screen import MessageScreen

        chosen = self.query_one(LineList).current
        if chosen and not self.blocked("open"):
            self.app.switch_screen(MessageScreen(self._client_id, chosen))

    def action_leave(self) -> None:
        """Back to the client."""
        self.dismiss()


def _line(template: Template, width: int) -> Item:
    label = Content.assemble("  ", padded(template.title, _TITLE), " ")
    what = ", ".join(slot.prompt for slot in template.slots if not slot.optional)
    return Item(template.id, hanging(label, content(what, "$quiet"), width, 1))


def waiting_drafts(ledger: Ledger) -> list[Message]:
    """The newest draft of each message that was not sent, the newest first."""
    known = load_templates()
    drafts = [m for m in ledger.message if m.sent_on is None and m.text and m.template in known]
    newest = {m.template: m for m in sorted(drafts, key=_age)}
    return sorted(newest.values(), key=_age, reverse=True)


def _age(message: Message) -> tuple[str, str, str]:
    return (message.on.isoformat(), message.drafted_at or "", message.id)


def fitting_templates(one: Overview) -> list[Template]:
    """What is still to be sent, then what serves the step or door the client is in."""
    known = load_templates()
    wanted = [a.template for a in open_actions(one.ledger, one.on) if a.template]
    screens = [one.step.code] if one.step else []
    if one.client.state in ("leaving", "closing"):
        screens.append("leaving" if one.client.state == "leaving" else "part")
    if one.health.health == "ended":
        screens.append("later")
    wanted += [template.id for screen in screens for template in for_screen(screen)]
    return [known[id_] for id_ in dict.fromkeys(wanted) if id_ in known]
