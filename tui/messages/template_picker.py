"""Which message: drafts that wait, then those that fit where the client stands, then all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.content import Content
from typing_extensions import override

from triage.clients.overview import Overview
from triage.message_templates import Template, load_templates
from triage.messages.fitting import fitting_templates, waiting_drafts
from triage.messages.templates import refusal
from triage.records import Message
from tui.routes import MessageRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.line_list import Item, headed
from tui.ui.list_pane import ListPane
from tui.ui.screen_parts import ShownClient
from tui.wording.formatting import dated
from tui.wording.safe_text import content, hanging, padded, short

_TITLE, _WHOLE_TITLE = 26, 36
"""Columns of a title, and those that the longest one needs."""
_WIDE = 96
"""Columns of a line from which on every title stands whole."""


@dataclass(frozen=True, slots=True)
class TemplateKey:
    """A message by its template, begun already or not."""

    id: str


class TemplatePickerScreen(BaseScreen[None]):
    """Choosing one opens it in place of this list, so that leaving it leads back to the client."""

    GROUP = "templates"

    def __init__(self, client_id: str) -> None:
        super().__init__()
        self._client = ShownClient(self, client_id, self._draw)
        self.list_pane = self._pane = ListPane(self._client.refresh, self.action_open)

    def _draw(self) -> None:
        overview = self._client.overview
        title = Content.assemble(("Write to", "bold"), "  ", short(overview.name, 60))
        self._pane.show(title, self._items(overview, self._pane.width))

    def _items(self, overview: Overview, width: int) -> Iterator[Item]:
        drafts = waiting_drafts(overview.ledger)
        fitting = fitting_templates(overview)
        others = [t for t in load_templates().values() if t not in fitting]
        return headed(
            (
                ("Drafts", [self._draft_line(message, width) for message in drafts]),
                ("These fit now", [_line(template, width) for template in fitting]),
                ("All others", [_line(template, width) for template in others]),
            )
        )

    def _draft_line(self, message: Message, width: int) -> Item:
        day = dated(message.on, self.workspace.today)
        parked = (
            f", on hold since {dated(message.parked_on, self.workspace.today)}"
            if message.parked_on
            else ""
        )
        begun = " ".join((message.text or "").split())
        label = padded(load_templates()[message.template].title, _title_column(width))
        text = Content.assemble((f"{day}{parked}  ", "$quiet"), short(begun, 120))
        return Item(
            TemplateKey(message.template),
            hanging(Content.assemble("  ", label, " "), text, width, 1),
        )

    # --- keys ---------------------------------------------------------------------------

    def _template(self) -> str | None:
        """The id of the template under the cursor."""
        match self._pane.lines.current:
            case TemplateKey(id_):
                return id_
        return None

    @override
    def disabled_reason(self, action: str) -> str | None:
        template = self._template()
        if action != "open" or not self._client.there or template is None:
            return None
        return refusal(load_templates()[template], self._client.ledger.client)

    def action_open(self) -> None:
        """Write the message under the cursor."""
        template = self._template()
        if template is not None and not self.blocked("open"):
            self.replace(MessageRoute(self._client.client_id, template))


def _title_column(width: int) -> int:
    return _WHOLE_TITLE if width >= _WIDE else _TITLE


def _line(template: Template, width: int) -> Item:
    label = Content.assemble("  ", padded(template.title, _title_column(width)), " ")
    what = ", ".join(slot.prompt for slot in template.slots if not slot.optional)
    return Item(TemplateKey(template.id), hanging(label, content(what, "$quiet"), width, 1))
