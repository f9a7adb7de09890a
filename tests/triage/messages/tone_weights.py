"""The weights of tone.csv, from the drafts that may be seen, and what they are worth.

`python -m tests.triage.messages.tone_weights` writes them; with `measure` it says instead how well
drafts by a hand are read with weights from all the others, and which limits that takes.
"""

from __future__ import annotations

import csv
import io
import math
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import triage.messages
from tests.triage.messages.corpus import HANDS, samples
from tests.triage.messages.test_sentences import CASES
from triage.messages.draft import Draft
from triage.messages.tone_rules import BIAS, features, passages, sentences, weight

FILE = Path(triage.messages.__file__).with_name("tone.csv")
_ALWAYS = ("seen", "fresh")
_INNOCENT = "-"
_ABOUT_THE_READER = {"L01", "L03", "L04"}
_LEAST_DRAFTS = 2
_LEAST_WEIGHT = 0.15
_ROUNDS = 20
_SEED = 1
_COST = 2.0
"""What a draft on the wrong side costs against plain weights; from `measure`."""
_FALSE_STOPS = 1 / 20
_FALSE_REMARKS = 1 / 7
"""Shares of the innocent drafts, for the two limits."""


@dataclass(frozen=True)
class _Read:
    bad: bool
    features: frozenset[str]


@cache
def _drafts(name: str) -> tuple[_Read, ...]:
    return tuple(
        _Read(sample.bad, _features(sample.text))
        for sample in samples(name)
        if sample.language == "en"
    )


@cache
def _single_sentences() -> tuple[_Read, ...]:
    """Those that a rule about the reader finds, and look-alikes that none may find."""
    return tuple(
        _Read(rules != _INNOCENT, _features(sentence))
        for rules, _, sentence in CASES
        if rules == _INNOCENT or set(rules.split(",")) & _ABOUT_THE_READER
    )


def _features(text: str) -> frozenset[str]:
    return frozenset(features(sentences(Draft(text).spoken)))


def trained(names: Sequence[str]) -> dict[str, float]:
    """The weights from the drafts of these files, and from the single sentences.

    The dual coordinate descent of LIBLINEAR for the squared hinge loss (Hsieh et al., 2008). It
    adds, multiplies and takes roots, so every machine arrives at the same digits.
    """
    drafts = [draft for name in names for draft in _drafts(name)]
    drafts += _single_sentences()
    counts = Counter(feature for draft in drafts for feature in draft.features)
    rows = [
        (
            1.0 if draft.bad else -1.0,
            1 / math.sqrt(max(1, len(draft.features))),
            sorted(feature for feature in draft.features if counts[feature] >= _LEAST_DRAFTS),
        )
        for draft in drafts
    ]
    weights = dict.fromkeys(sorted(f for f in counts if counts[f] >= _LEAST_DRAFTS), 0.0)
    bias = 0.0
    pulls = [0.0] * len(rows)
    turns = list(range(len(rows)))
    shuffled = Random(_SEED)
    for _ in range(_ROUNDS):
        shuffled.shuffle(turns)
        for nth in turns:
            side, share, here = rows[nth]
            score = bias + share * sum([weights[feature] for feature in here])
            slope = side * score - 1 + pulls[nth] / (2 * _COST)
            pull = max(
                0.0, pulls[nth] - slope / (1.0 + share * share * len(here) + 1 / (2 * _COST))
            )
            change = (pull - pulls[nth]) * side
            if change:
                pulls[nth] = pull
                bias += change
                for feature in here:
                    weights[feature] += change * share
    heavy = {f: w for f, w in weights.items() if abs(w) >= _LEAST_WEIGHT}
    return {BIAS: bias} | heavy


def table() -> str:
    """The weights as the file holds them."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("words", "weight"))
    for feature, number in trained((*_ALWAYS, *HANDS)).items():
        rows.writerow((feature, f"{number:.3f}"))
    return out.getvalue()


def weighed(name: str, known: Mapping[str, float]) -> list[float]:
    """What the English drafts of a file weigh, each by its heaviest passage."""
    return [
        max((weight(passage, known) for passage in passages(placed)), default=-math.inf)
        for sample in samples(name)
        if sample.language == "en"
        for placed in [list(sentences(Draft(sample.text).spoken))]
    ]


@dataclass(frozen=True)
class Reading:
    """A draft by a hand whose drafts the weights have not seen."""

    bad: bool
    broken: bool
    """A rule with phrases stops it."""
    weighs: float


def unseen(hand: str) -> list[Reading]:
    """The drafts of a hand, read with weights from the other hands."""
    known = trained((*_ALWAYS, *(other for other in HANDS if other != hand)))
    return [
        Reading(sample.bad, sample.broken, weighs)
        for sample, weighs in zip(samples(hand), weighed(hand, known), strict=True)
    ]


def limit(hands: Iterable[Sequence[Reading]], share: float) -> float:
    """The lowest limit that leaves no more than this share of their innocent drafts above it or
    stopped by a rule.
    """
    innocent = [
        math.inf if r.broken else r.weighs for readings in hands for r in readings if not r.bad
    ]
    return sorted(innocent, reverse=True)[int(share * len(innocent))]


def measure() -> Iterator[str]:
    """Lines about each hand, read with weights and limits from the other hands; and the limits for
    the program, from all of them.
    """
    readings = {hand: unseen(hand) for hand in HANDS}
    for hand in HANDS:
        others = [readings[other] for other in HANDS if other != hand]
        stop, remark = limit(others, _FALSE_STOPS), limit(others, _FALSE_REMARKS)
        yield f"{hand}: {_shares(readings[hand], stop, remark)}"
    everything = list(readings.values())
    stop, remark = limit(everything, _FALSE_STOPS), limit(everything, _FALSE_REMARKS)
    yield f"tone_stop = {stop:.2f}, tone_remark = {remark:.2f}"
    yield f"with them: {_shares([r for hand in everything for r in hand], stop, remark)}"


def _shares(readings: Sequence[Reading], stop: float, remark: float) -> str:
    caught: Mapping[str, Callable[[Reading], bool]] = {
        "rules": lambda r: r.broken,
        "weight": lambda r: r.weighs > stop,
        "either stops": lambda r: r.broken or r.weighs > stop,
        "noticed": lambda r: r.broken or r.weighs > remark,
    }
    parts = []
    for name, catches in caught.items():
        of = {bad: [catches(r) for r in readings if r.bad == bad] for bad in (True, False)}
        right, wrong = (sum(of[bad]) / len(of[bad]) for bad in (True, False))
        parts.append(f"{name} {right:.1%} (false {wrong:.1%})")
    return ", ".join(parts)


if __name__ == "__main__":
    if sys.argv[1:] == ["measure"]:
        sys.stdout.writelines(f"{line}\n" for line in measure())
    else:
        FILE.write_text(table(), encoding="utf-8")
