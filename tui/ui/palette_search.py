"""Finding commands in the palette: by every word typed, in the title or in the help."""

from __future__ import annotations

from functools import partial
from typing import cast

from textual.command import DiscoveryHit, Hit, Hits
from textual.content import Content
from textual.system_commands import SystemCommandsProvider
from typing_extensions import override

from tui.routes import FindRoute
from tui.ui.host import Host

FIND = "/"
"""What is typed behind it is looked for in all records."""
_FIND_HELP = "In notes, events, messages, decisions, invoices and clients"
_TITLE, _HELP = 2.0, 1.0
"""A command whose title holds what was typed stands before one whose help does."""


class PaletteSearch(SystemCommandsProvider):
    """Textual's own looks for letters in the title alone: it does not find undo by "take back"."""

    @override
    async def discover(self) -> Hits:
        """Before anything is typed: what this screen can do, then the pages, then the clients."""
        for title, help_text, callback, often in self.app.get_system_commands(self.screen):
            if often:
                yield DiscoveryHit(title, callback, help=help_text)

    @override
    async def search(self, query: str) -> Hits:
        if query.startswith(FIND):
            host = cast("Host", self.app)
            typed = query.removeprefix(FIND).strip()
            title = f"Find “{typed}”" if typed else "Find words"
            route = FindRoute(typed)
            yield Hit(1, Content(title), partial(host.open, route), title, _FIND_HELP)
            return
        matcher = self.matcher(query)
        words = query.casefold().split()
        for title, help_text, callback, often in self.app.get_system_commands(self.screen):
            name = title.casefold()
            if all(word in name for word in words):
                score = _TITLE
            elif all(word in f"{name} {help_text.casefold()}" for word in words):
                score = _HELP
            elif often and (letters := matcher.match(title)) > 0:
                score = letters / (letters + 1)  # always under the words of the help
            else:
                continue
            yield Hit(score, matcher.highlight(title), callback, title, help_text)
