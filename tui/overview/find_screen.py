"""Find: whatever has certain words in it, as they are typed."""

from __future__ import annotations

from dataclasses import dataclass

from textual import getters, on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static
from typing_extensions import override

from storage.errors import StorageError
from storage.search import Hit, Search
from triage.word_match import WordQuery, excerpt
from tui.routes import ClientRoute
from tui.ui.base_screen import BaseScreen
from tui.ui.client_glance import ClientGlance
from tui.ui.field import TextInput
from tui.ui.line_keys import RecordKey
from tui.ui.line_list import Item, LineList
from tui.wording.formatting import count, stamp
from tui.wording.safe_text import both_ends, content, padded, safe, short

_HINT = (
    "Type a word, or the beginning of one, to search your notes, events, messages, decisions, "
    "invoice numbers and clients. If you type several words, all of them must occur; "
    '"in quotes", exactly as typed.'
)
_NOTHING = "No match. Try fewer words, or the beginning of one."
_MOST = 200
"""Hits that are listed; who does not see theirs among them types another word."""
_DAY, _CLIENT, _KIND = 12, 18, 9
_WIDE, _WIDE_CLIENT = 110, 28
_MARGINS = 4
_LEAST = 20

_ROWS_ABOVE = 6
"""Rows of the title, the rule and the field, and of blank ones around the hits."""


class FindScreen(BaseScreen[None]):
    """A field for the words, with the hits below it, the newest first.

    One search runs at a time, in a thread: what was typed meanwhile is looked for after it, so
    that fast typing asks for no more than can be shown.
    """

    GROUP = "find"
    CSS_PATH = "find_screen.tcss"
    AUTO_FOCUS = "#find-words"
    OWN_KEYS_ONLY = True  # letters go into the field, so help has its other key

    _field = getters.query_one("#find-words", TextInput)
    _list = getters.query_one("#find-hits", LineList)

    def __init__(self, typed: str = "") -> None:
        super().__init__()
        self._typed_before = typed
        self._hits: list[Hit] = []
        self._shown = self._asked = WordQuery(())
        self._searching = False
        self._opens_when_found = False
        self._glance = ClientGlance()

    @override
    def body(self) -> ComposeResult:
        yield Static(id="find-title", classes="title")
        yield Static(classes="rule")
        yield TextInput(self._typed_before, id="find-words", placeholder="words")
        yield Static(_HINT, id="find-say")
        yield LineList(self.action_open, id="find-hits")
        yield self._glance

    @override
    def on_mount(self) -> None:
        super().on_mount()
        self._list.can_focus = False
        self._field.go_on_with(self._typed_before)
        self._draw()

    # --- searching ----------------------------------------------------------------------

    @dataclass
    class Searched(Message):
        """What has these words, or why they could not be looked for."""

        query: WordQuery
        hits: list[Hit] | StorageError

    @on(Input.Changed)
    def _look(self) -> None:
        self._asked = WordQuery.read(self._field.value)
        self._opens_when_found = False
        if not self._asked:
            self._show(self._asked, [])
        elif not self._searching:
            self._search(self._asked)

    def _search(self, query: WordQuery) -> None:
        self._searching = True
        self.run_worker(lambda: self._ask_store(query), thread=True)

    def _ask_store(self, query: WordQuery) -> None:
        hits: list[Hit] | StorageError
        try:
            hits = self.workspace.store.find(Search(query, limit=_MOST))
        except StorageError as trouble:
            hits = trouble
        self.post_message(self.Searched(query, hits))

    @on(Searched)
    def _searched(self, event: Searched) -> None:
        self._searching = False
        if self.is_over or not self._asked:
            return
        if isinstance(event.hits, StorageError):
            self._say(f"{event.hits.message} {event.hits.hint}")
            self._opens_when_found = False
        else:
            self._show(event.query, event.hits)
        if event.query != self._asked:
            self._search(self._asked)
        elif self._opens_when_found:
            self.action_open()

    @override
    def refresh_from_workspace(self) -> None:
        self._look()

    # --- drawing ------------------------------------------------------------------------

    def _show(self, query: WordQuery, hits: list[Hit]) -> None:
        if query != self._shown:
            self._list.highlighted = None  # the cursor begins at the newest hit of new words
        self._shown, self._hits = query, hits
        self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        width = max(_LEAST, self.size.width - _MARGINS)
        self._list.show(Item(_key(hit), self._line(hit, width)) for hit in self._hits)
        self._say("" if self._hits else _NOTHING if self._shown else _HINT)
        title = Content.styled("Find", "bold")
        if self._hits:
            number = f"the newest {_MOST}" if len(self._hits) == _MOST else ""
            hits = Content.styled(number or count(len(self._hits), "match", "matches"), "$quiet")
            title = both_ends(title, hits, self.size.width - 2)
        self.query_one("#find-title", Static).update(title)
        self._show_glance()
        self.show_keys()

    def _show_glance(self) -> None:
        """The client of the hit at hand, where a high screen leaves room."""
        hit = self._hit()
        overview = self.workspace.overviews.get(hit.client_id) if hit else None
        self._glance.show(overview, self.workspace.look.glyphs, _ROWS_ABOVE + len(self._hits))

    def _say(self, text: str) -> None:
        say = self.query_one("#find-say", Static)
        say.update(content(text))
        say.display = bool(text)

    def _line(self, hit: Hit, width: int) -> Content:
        client = _WIDE_CLIENT if width >= _WIDE else _CLIENT
        on_day = "" if hit.on is None else stamp(hit.on, self.workspace.today)
        left = Content.assemble(
            padded(on_day, _DAY, "$quiet"),
            padded(short(hit.client), client),
            "  ",
            padded(hit.called, _KIND, "$quiet"),
        )
        room = max(_LEAST, width - left.cell_length)
        shown, spans = excerpt(safe(hit.text, lines=True), self._shown, room)
        text = Content(shown)
        for start, end in spans:
            text = text.stylize("bold $accent", start, end)
        return Content.assemble(left, text.truncate(room, ellipsis=True))

    # --- keys ---------------------------------------------------------------------------

    @override
    def disabled_reason(self, action: str) -> str | None:
        if action in ("open", "down", "up", "page(1)", "page(-1)") and not self._hits:
            return "There is nothing to open yet: type a word."
        return None

    def _hit(self) -> Hit | None:
        """The hit under the cursor."""
        return next((hit for hit in self._hits if _key(hit) == self._list.current), None)

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        self._show_glance()

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_open()

    def action_open(self) -> None:
        """Open the client, with the cursor on the record."""
        if self._searching:
            # What is listed are hits of other words: an Enter typed ahead means the coming ones.
            self._opens_when_found = True
            return
        if self.blocked("open"):
            return
        if (hit := self._hit()) is not None:
            at = None if hit.kind == "client" else (hit.kind, hit.id)
            self.open(ClientRoute(hit.client_id, at))

    def action_down(self) -> None:
        """Down the list of hits."""
        self._list.action_cursor_down()

    def action_up(self) -> None:
        """Up the list of hits."""
        self._list.action_cursor_up()

    async def action_page(self, pages: int) -> None:
        """A page of hits down or up."""
        await self.app.run_action("page_down" if pages > 0 else "page_up", self._list)


def _key(hit: Hit) -> RecordKey:
    return RecordKey(hit.kind, hit.id)
