"""How lint does on drafts: its rules were made with `seen` and `fresh`, not with `held_out`.

The hands are part of what its weights are made of, so here they only show that nothing was lost.
What a stranger writes is caught less often: tests/data/README.md has the numbers.
"""

from __future__ import annotations

import sys

import pytest

from tests.triage.messages.corpus import HANDS, samples, score
from tests.triage.messages.tone_weights import FILE, table, trained, weighed
from triage.messages.rules import builtin

_LEAST_RECALL = 0.85
_MOST_FALSE = 1 / 20
_OF_THE_HANDS = 16
"""Every so many of their drafts is read: enough to see that nothing was lost, and quick."""
_LEAST_UNSEEN = 0.35
"""Of a hand whose drafts the weights have not seen, by the weights alone."""


@pytest.mark.parametrize("names", [("seen",), ("held_out",), ("fresh",), HANDS], ids=" ".join)
def test_what_hurts_is_stopped_and_what_does_not_is_let_through(names: tuple[str, ...]) -> None:
    every = _OF_THE_HANDS if names == HANDS else 1
    result = score([draft for name in names for draft in list(samples(name))[::every]])
    sys.stdout.write(f"{names}: {result}\n")
    wrong = "\n".join(f"{d.kind}: {d.text}" for d in (*result.missed, *result.false))
    shown = wrong if names == ("seen",) else "(its failures are not looked at one by one)"
    assert result.recall >= _LEAST_RECALL, f"{result}\n{shown}"
    assert result.false_rate <= _MOST_FALSE, f"{result}\n{shown}"


def test_half_of_the_drafts_are_innocent_and_none_stands_twice() -> None:
    drafts = [draft for name in ("seen", "held_out", "fresh", *HANDS) for draft in samples(name)]
    assert len(drafts) >= 300
    assert 0.4 <= sum(not draft.bad for draft in drafts) / len(drafts) <= 0.6
    assert len({draft.text for draft in drafts}) == len(drafts)


def test_the_weights_of_words_are_those_of_the_drafts() -> None:
    assert FILE.read_text("utf-8") == table(), (
        "write them anew: python -m tests.triage.messages.tone_weights"
    )


def test_the_weights_read_a_hand_that_they_have_not_seen() -> None:
    hand, *others = HANDS
    limit = builtin().tone_stop
    known = trained(("seen", "fresh", *others))
    stopped = {True: 0, False: 0}
    drafts = list(samples(hand))
    for draft, weighs in zip(drafts, weighed(hand, known), strict=True):
        stopped[draft.bad] += weighs > limit
    half = len(drafts) / 2
    assert stopped[True] >= _LEAST_UNSEEN * half, stopped
    assert stopped[False] <= _MOST_FALSE * half, stopped
