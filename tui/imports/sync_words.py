"""What came from the sources, as a sentence or two."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from storage.importing import Result
from storage.importing.sync import SourceNews
from tui.wording.file_changes import many_corrected
from tui.wording.formatting import dated
from tui.wording.safe_text import short

_NAME = 40
_MOST_NAMES = 3
_MOST_ASSUMED = 3


def what_came(news: Sequence[SourceNews], undo: str) -> str:
    """What is in, source by source, who is new, and what was assumed; "" when nothing came.

    `undo` is what the key is called that takes it back.
    """
    came = [each for each in news if each.has_come]
    if not came:
        return ""
    sentences = [f"{'; '.join(map(_counted, came))}. {undo} to undo"]
    if names := [name for each in came for name in each.new_clients]:
        sentences.append(f"New: {_listed([short(name, _NAME) for name in names], _MOST_NAMES)}")
    assumed = [
        short(text)
        for each in came
        for result in each.taken
        for text in each.source.newly_assumed(result.assumed)
    ]
    if assumed:
        sentences.append(f"Assumed: {_listed(list(dict.fromkeys(assumed)), _MOST_ASSUMED, '; ')}")
    return "\n".join(sentences)


def nothing_came(news: Sequence[SourceNews], today: date) -> str:
    """That nothing is new, and since when; "" when that is not all there is to say."""
    if not news:
        return ""
    since = [each.source.on for each in news if not (each.to_ask or each.trouble)]
    days = [day for day in since if day is not None]
    if not days:
        return ""
    when = "the last check today" if min(days) == today else dated(min(days), today)
    return f"Nothing new since {when}."


def what_waits(news: Sequence[SourceNews]) -> str:
    """Whose questions follow, and whose many corrections are to be looked at."""
    names = [
        short(each.source.label, _NAME) for each in news if each.to_ask and not each.corrections
    ]
    has = "has" if len(names) == 1 else "have"
    asks = [f"{' and '.join(names)} {has} a question to answer first."] if names else []
    changes = [
        f"{short(each.source.label, _NAME)}: {many_corrected(each.corrections)}. Look at it first."
        for each in news
        if each.corrections
    ]
    return "\n".join([*asks, *changes])


def what_failed(news: Iterable[SourceNews]) -> Iterator[str]:
    """The sources that could not be read, each with what to do."""
    for each in news:
        if each.trouble is not None:
            name = short(each.source.label, _NAME)
            yield f"{name} was not read. {each.trouble.message} {each.trouble.hint}".rstrip()


def _counted(news: SourceNews) -> str:
    paid = sum(map(_newly_paid, news.taken))
    updated = sum(result.updated for result in news.taken)
    counts = {
        "new": sum(result.new for result in news.taken),
        "paid": paid,
        "corrected": updated - paid,
        "kept as you have it": sum(len(result.kept) for result in news.taken),
    }
    parts = ", ".join(f"{number:,} {word}" for word, number in counts.items() if number)
    return f"{short(news.source.label, _NAME)}: {parts}"


def _newly_paid(result: Result) -> int:
    """How many invoices are paid, or paid in part, by now."""
    return sum(update.newly_paid for update in result.updates)


def _listed(words: Sequence[str], most: int, between: str = ", ") -> str:
    more = len(words) - most
    return between.join(words[:most]) + (f" and {more} more" if more > 0 else "")
