"""The weights of tone.csv, from the drafts that may be seen.

`python -m tests.triage.messages.tone_weights` writes them.
"""

from __future__ import annotations

import csv
import io
import math
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import triage.messages
from tests.triage.messages.corpus import samples
from tests.triage.messages.test_sentences import CASES
from triage.messages.draft import Draft
from triage.messages.tone_rules import features, sentences

FILE = Path(triage.messages.__file__).with_name("tone.csv")
_LEAST_DRAFTS = 2
_LEAST_WEIGHT = 0.3
_ONE_MORE = 1.0
"""Counted for every word, so that one that was never seen on a side is not impossible there."""
_ABOUT_THE_READER = {"L01", "L03", "L04"}


def _drafts() -> Iterator[tuple[bool, str]]:
    yield from ((sample.bad, sample.text) for sample in samples("seen"))
    for rules, _, sentence in CASES:
        if rules == "-" or set(rules.split(",")) & _ABOUT_THE_READER:
            yield rules != "-", sentence


def weights() -> str:
    """The table as the file holds it."""
    drafts = Counter[bool]()
    counts = {True: Counter[str](), False: Counter[str]()}
    for bad, text in _drafts():
        drafts[bad] += 1
        body = text.partition("\n\n")[2] or text
        seen = {f for _, sentence in sentences(Draft(body).spoken) for f in features(sentence)}
        counts[bad].update(seen)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("words", "weight"))
    for feature in sorted(counts[True] | counts[False]):
        here = {bad: counts[bad][feature] for bad in (True, False)}
        if sum(here.values()) < _LEAST_DRAFTS:
            continue
        shares = {bad: (here[bad] + _ONE_MORE) / (drafts[bad] + 2 * _ONE_MORE) for bad in here}
        weight = math.log(shares[True]) - math.log(shares[False])
        if abs(weight) >= _LEAST_WEIGHT:
            table.writerow((feature, f"{weight:.2f}"))
    return out.getvalue()


if __name__ == "__main__":
    FILE.write_text(weights(), encoding="utf-8")
