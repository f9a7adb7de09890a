"""Rules about how a draft looks: open slots, shouting, length."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from triage.messages.draft import GONE, word_count
from triage.messages.findings import Findings, LintCase

_SLOT = re.compile(r"\{[^{}\n\0]{0,60}\}")
_SIGN = re.compile(r"(?i)\b(?:sign|signed|signature|unterschrift|podpis)\b[^\n]{0,40}$")
_TO_DO = re.compile(
    r"\b(?:TODO|TBD|TBC|TBA|FIXME)\b|(?i:\blorem ipsum\b)|(?<![\w.])[?#]{3,9}(?!\w)"
    r"|(?<!\w)[xX]{2,9}(?!\w)|\b(?:DD[./-]MM|MM[./-]DD|YYYY|TT\.MM)\b"
    r"|_{3,40}|(?:\. ?|… ?){6,60}|\(\([^()\n\0]{1,60}\)\)"
    r"|<<[^<>\n\0]{1,60}>>|(?<!\w)\$[A-Z][A-Z_]{2,30}\b|%[A-Za-z][A-Za-z_]{1,30}%"
)
_BRACKETS = re.compile(
    r"\[([^\[\]\n\0]{1,60})\](?!\()|(?<![\w<>-])<([^<>\n\0]{1,60})>(?![\w<-]|\.\w)"
)
_NO_SLOT = re.compile(r"/|[^ ]*[@=]|https?:|!--|[a-z]{1,3}\b$|\d+$")
"""Between < and > or [ and ]: addresses, links, short tags, footnotes."""
_SHOUT = re.compile(r"!!+|\?!|!\?")
_CAPITALS = re.compile(r"(?<![\w@/.])[^\W\d_a-z]{2,40}(?![\w@])")
_LONG_SHOUT = 6
"""Letters of one word in capitals that is shouted and hardly an acronym."""
_WORD = re.compile(r"\S{1,2000}")
_MASKED = re.compile(
    r"(?<![\w*@#])(?=[\w*@#]{4,20}(?!\w))[a-z]{1,3}[*@#]{1,5}[a-z]{0,10}(?![\w*@#.])", re.IGNORECASE
)


_MOST_SLOT_WORDS = 5


def slots(case: LintCase) -> Findings:
    """L12: each slot or note to oneself still open, in whatever signs it stands."""
    text = case.draft.bare
    for pattern in (_SLOT, _TO_DO):
        open_slots = (m for m in pattern.finditer(text) if not _is_to_be_signed(text, m))
        for match in islice(open_slots, case.lint.most_findings):
            yield case.at(*match.span())
    brackets = (m for m in _BRACKETS.finditer(text) if _is_slot(case, m[1] or m[2]))
    for match in islice(brackets, case.lint.most_findings):
        yield case.at(*match.span())


def _is_to_be_signed(text: str, slot: re.Match[str]) -> bool:
    """Whether it is the line on which the reader signs."""
    return not slot.group().strip("_") and bool(_SIGN.search(text, 0, slot.start()))


def _is_slot(case: LintCase, inside: str) -> bool:
    """Whether brackets hold a name for something, not something: [DATE], <project name>."""
    if _NO_SLOT.match(inside):
        return False
    words = [word.lower() for word in re.findall(r"[^\W\d_]{2,40}", inside)]
    if not words or len(words) > _MOST_SLOT_WORDS:
        return False
    if inside.isupper() and inside not in case.lint.acronyms:
        return True
    return words[-1] in case.lint.slot_words or (
        len(words) > 1 and words[0] in case.lint.slot_verbs
    )


def masked_words(case: LintCase) -> Findings:
    """L03: a word of which stars hide the middle."""
    for match in islice(_MASKED.finditer(case.draft.spoken), case.lint.most_findings):
        yield case.at(*match.span())


def shouting(case: LintCase) -> Findings:
    """L14: "!!", "?!", and words in capitals that are no name and no acronym."""
    for match in islice(_SHOUT.finditer(case.draft.bare), case.lint.most_findings):
        yield case.at(*match.span())
    yield from (case.at(*run) for run in islice(_capital_runs(case), case.lint.most_findings))


def _capital_runs(case: LintCase) -> Iterator[tuple[int, int]]:
    """Two shouted words in a row, or a long one; numbers and blanks may stand between."""
    text = case.draft.bare
    names = " ".join((case.context.client_name, *case.context.names, *case.context.open_work))
    known = case.lint.acronyms | set(re.findall(r"\w+", names))
    run: list[re.Match[str]] = []
    for word in _CAPITALS.finditer(text):
        if word.group() in known or not word.group().isupper():
            continue
        if run and not _adjoin(text[run[-1].end() : word.start()]):
            yield from _loud(run)
            run = []
        run.append(word)
    yield from _loud(run)


def _adjoin(between: str) -> bool:
    return len(between) <= 3 and not between.strip(" \n,-'’")


def _loud(run: list[re.Match[str]]) -> Iterator[tuple[int, int]]:
    if len(run) > 1 or (run and len(run[0].group()) >= _LONG_SHOUT):
        yield run[0].start(), run[-1].end()


def language(case: LintCase) -> Findings:
    """L31: a draft in a language without word lists, of which only the form was checked."""
    if case.language not in case.lint.languages:
        yield case.absent()


def length(case: LintCase) -> Findings:
    """L20: the first word beyond the limit."""
    most = case.template.max_words
    words = word_count(case.draft.text)
    if words <= most:
        return
    why = f"{words} words, at most {most}: leave out what they do not need to know today."
    spoken = (m for m in _WORD.finditer(case.draft.own) if m.group().strip(GONE))
    for first in islice(spoken, most, most + 1):
        yield case.at(*first.span(), why)
