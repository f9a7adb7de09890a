"""L32: a passage made of words that stand in drafts that hurt, where no phrase of it is known.

The weights in tone.csv say for each word, pair of words and beginning of a word how much it speaks
for the harmful drafts of tests/data/drafts and against the innocent ones (a linear support vector
machine: Fan et al., LIBLINEAR, 2008). A passage is a few sentences in a row, because what hurts is
often said between two; its weight is what its words weigh, for its length. Above one limit the
passage is remarked on, above a higher one it stops the draft. The finding names the sentence that
weighs most and the words that make it heavy. `python -m tests.triage.messages.tone_weights` writes
the weights anew, with `measure` it says what they are worth and which limits that takes.
"""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise

from triage.message_templates import SLOT
from triage.messages.draft import GONE, Draft
from triage.messages.findings import Findings, LintCase
from triage.shipped import rows_beside

_SENTENCE = re.compile(r"[^.!?\0]{1,600}[.!?]{0,3}")
_TOKEN = re.compile(r"[^\W\d_]{1,20}(?:'[^\W\d_]{1,5})?|\d{1,12}|[!?]")
_GREETING = re.compile(
    r"[ \0]{0,8}(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening))"
    r"(?: (?:mr|mrs|ms|mx|dr)\b\.?)?(?: [^\W\d_]{1,20}){0,2} ?[,.!\0]"
)
_OWN = re.compile(r"(?:next time )?(?:i|my)(?!\w)")
_READER = re.compile(r"(?<!\w)(?:you|your|yours|yourself|yourselves|ya|u|ur)(?!\w)")
_FILLED = r"[^.!?\0]{0,120}"
_LANGUAGE = "en"
_NUMBER = "#"
_START = "^"
BIAS = "(every draft)"
"""The row of tone.csv that each passage has."""
_BEGINNING = 5
"""Letters; a longer word also counts as what it begins with, so that its other forms are known."""
_SENTENCES = 3
_SHORTEST = 4
"""Words; a shorter passage says too little."""
_NAMED = 3

Place = tuple[int, str]
"""Where a sentence begins in a flat text, and the sentence."""


def tone(case: LintCase) -> Findings:
    """A finding at the heaviest sentence of the passage that weighs most, where that is more than
    the limits; a stop above the higher one.
    """
    if case.language != _LANGUAGE:
        return
    placed = list(sentences(_written(case)))
    weighed = [(weight(part), part) for part in passages(placed)]
    heaviest = max(weighed, key=lambda pair: pair[0], default=None)
    if heaviest is None or heaviest[0] <= case.lint.tone_remark:
        return
    _, passage = heaviest
    start, sentence = max(passage, key=lambda place: _sum(features([place])))
    words = ", ".join(f"“{word}”" for word in heavy_words(sentence))
    why = f"{case.rule.why} The heaviest words: {words}." if words else case.rule.why
    stops = any(
        weighs > case.lint.tone_stop and not is_own_wish(part, case) for weighs, part in weighed
    )
    level = "stop" if stops else case.rule.level
    yield case.at(start, start + len(sentence), why, level)


def is_own_wish(passage: Iterable[Place], case: LintCase) -> bool:
    """Whether a passage says only what its writer does or wishes: each sentence begins with that,
    and none speaks to the reader or names somebody. It judges nobody, so its words alone stop
    nothing; they are still remarked on.
    """
    names = {name.lower() for name in (*case.context.names, case.context.client_name) if name}
    return all(
        _OWN.match(sentence)
        and not _READER.search(sentence)
        and not any(name in sentence for name in names)
        for _, sentence in passage
    )


def _written(case: LintCase) -> str:
    """The draft without the lines of its outline, which are the program's own words."""
    outline = _lines(tuple(text for slot in case.template.slots for text in slot.texts))
    spoken = case.draft.spoken
    return outline.sub(lambda line: GONE * len(line.group()), spoken) if outline else spoken


@lru_cache(maxsize=64)
def _lines(texts: tuple[str, ...]) -> re.Pattern[str] | None:
    """Finds the lines in a flat text, whatever their slots were filled with."""
    lines = []
    for text in texts:
        parts = SLOT.split(Draft(text).flat)[::2]
        lines.append(_FILLED.join(re.escape(part).replace(r"\ ", " {1,4}") for part in parts))
    return re.compile("|".join(lines)) if lines else None


def sentences(flat: str) -> Iterator[Place]:
    """The sentences of a flat text after its greeting, each with the place where it begins."""
    greeting = _GREETING.match(flat)
    for match in _SENTENCE.finditer(flat, greeting.end() if greeting else 0):
        sentence = match.group().strip(" ")
        if sentence.strip(" .!?"):
            yield match.start() + len(match.group()) - len(match.group().lstrip(" ")), sentence


def passages(placed: Sequence[Place]) -> Iterator[Sequence[Place]]:
    """Each few sentences in a row that say enough; all of them where there are no more."""
    for first in range(max(1, len(placed) - _SENTENCES + 1)):
        passage = placed[first : first + _SENTENCES]
        if sum(len(sentence.split()) for _, sentence in passage) >= _SHORTEST:
            yield passage


def weight(passage: Sequence[Place], known: Mapping[str, float] | None = None) -> float:
    """What the words of a passage weigh for its length; above 0 they are those of harmful drafts.

    `known` = the weights, those of tone.csv unless others are tried.
    """
    known = _weights() if known is None else known
    here = features(passage)
    heavy = math.fsum(known.get(feature, 0.0) for feature in here)
    return known[BIAS] + heavy / math.sqrt(max(1, len(here)))


def heavy_words(sentence: str) -> list[str]:
    """The words of a sentence that weigh most, at most three; those of a pair share its weight."""
    known = _weights()
    shares: defaultdict[str, float] = defaultdict(float)
    tokens = _tokens(sentence)
    for word in set(tokens):
        shares[word] += sum(known.get(feature, 0.0) for feature in _of_word(word))
    for first, second in pairwise((_START, *tokens)):
        half = known.get(f"{first} {second}", 0.0) / 2
        shares[first] += half
        shares[second] += half
    words = [word for word, share in shares.items() if share > 0 and word[0].isalpha()]
    return sorted(words, key=lambda word: (-shares[word], word))[:_NAMED]


def features(passage: Iterable[Place]) -> set[str]:
    """Its words, the beginnings of the long ones, and its pairs of words."""
    tokens = [token for _, sentence in passage for token in _tokens(sentence)]
    pairs = {f"{first} {second}" for first, second in pairwise((_START, *tokens))}
    return pairs.union(*map(_of_word, tokens))


def _of_word(token: str) -> set[str]:
    return {token, f"{token[:_BEGINNING]}-"} if len(token) > _BEGINNING else {token}


def _tokens(sentence: str) -> list[str]:
    return [_NUMBER if token[0].isdigit() else token for token in _TOKEN.findall(sentence)]


def _sum(here: Iterable[str]) -> float:
    known = _weights()
    return math.fsum(known.get(feature, 0.0) for feature in here)


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    return {words: float(number) for words, number in rows_beside(__file__, "tone.csv")}
