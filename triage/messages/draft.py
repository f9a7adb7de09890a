"""A draft as lint reads it: without what is quoted, and flattened for comparing phrases.

Every form keeps the length of the text, so a place in one is the same place in all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from triage.messages.language import language_of

GONE = "\0"
"""Stands for a quoted character; no phrase reaches across it."""
_LEAST_LINE = 3
"""Words; a shorter line would blank out common words all over the draft."""

_QUOTED_LINE = re.compile(r"^[ \t]{0,8}>[^\n]*", re.MULTILINE)
_QUOTED_MAIL = re.compile(
    r"^[ \t]{0,8}-{2,20} {0,3}(?:original message|forwarded message|ursprüngliche nachricht)"
    r"[^\n]*\n.*",
    re.MULTILINE | re.IGNORECASE | re.DOTALL,
)
# What is longer between two marks is hardly one quotation.
_IN_DOUBLE_MARKS = r'(?<![\w"])"(?=\S)[^\0"]{1,400}"(?!\w)'
# In a flat text an apostrophe is this sign too; inside a quotation it stands between letters.
_IN_SINGLE_MARKS = r"(?<![\w'])'(?=\S)(?:[^\0']|(?<=\w)'(?=\w)){1,120}'(?!\w)"
_QUOTATION = re.compile(f"{_IN_DOUBLE_MARKS}|{_IN_SINGLE_MARKS}")
_BREAK = re.compile(r"\n(?=[ \t\r]{0,20}(?:\n|[-*•]))")
_WORD = re.compile(r"\w+(?:['’]\w+)?")


@dataclass(frozen=True)
class Draft:
    """The text of a message. `line` is the user's own written line, quoted in drafts as it is."""

    text: str
    line: str | None = None

    @cached_property
    def own(self) -> str:
        """The text without the lines of other mails (`> `, and below "Original message")."""
        return _QUOTED_MAIL.sub(_blank, _QUOTED_LINE.sub(_blank, self.text))

    @cached_property
    def bare(self) -> str:
        """`own` with the quoted line blanked out too."""
        words = (self.line or "").split()
        if len(words) < _LEAST_LINE:
            return self.own
        line = re.compile(r"\s{1,4}".join(re.escape(word) for word in words), re.IGNORECASE)
        return line.sub(_blank, self.own)

    @cached_property
    def flat(self) -> str:
        """`bare` in lower case, with plain quotes and spaces; a paragraph's end is a GONE."""
        return "".join(_flat(char) for char in _BREAK.sub(GONE, self.bare))

    @cached_property
    def spoken(self) -> str:
        """`flat` without what stands in quotation marks: the words that the writer answers for."""
        return _QUOTATION.sub(_blank, self.flat)

    @cached_property
    def language(self) -> str | None:
        """The language its writer's own words are in; None when they are too few to tell."""
        return language_of(self.spoken)

    @cached_property
    def words(self) -> tuple[tuple[str, int, int], ...]:
        """Each word of the own text in lower case, with its start and end."""
        return tuple((m.group(), m.start(), m.end()) for m in _WORD.finditer(self.flat))

    @cached_property
    def greeting(self) -> tuple[int, int] | None:
        """Start and end of the first line of the own text; a subject line is none."""
        for match in re.finditer(r"[^\n]{1,200}", self.bare):
            line = match.group().replace(GONE, " ")
            if line.strip() and not line.strip().lower().startswith(("subject:", "betreff:")):
                return match.span()
        return None


def word_count(text: str) -> int:
    """Words as people count them: between blanks, quotations left out."""
    return len(_QUOTED_LINE.sub("", text).split())


def _blank(match: re.Match[str]) -> str:
    return GONE * len(match.group())


def _flat(char: str) -> str:
    if char in "’‘ʼ`":
        return "'"
    if char in "“”„«»":
        return '"'
    if char.isspace():
        return " "
    low = char.lower()
    return low if len(low) == 1 else char
