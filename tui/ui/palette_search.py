"""Finding commands in the palette: by every word typed, in the title or in the help."""

from __future__ import annotations

from textual.command import DiscoveryHit, Hit, Hits
from textual.system_commands import SystemCommandsProvider
from typing_extensions import override

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
