"""The drafts of tests/data/drafts, and how lint does on them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from typing_extensions import override

from tests.triage.messages.build import EMPTY
from triage.message_templates import load_templates
from triage.messages.findings import LintFinding
from triage.messages.lint import TONE, check, stops

_FOLDER = Path(__file__).parents[2] / "data" / "drafts"
_GREETINGS = {"de": "Hallo", "fr": "Bonjour", "cs": "Dobrý den"}
_FACTS = replace(EMPTY, others=("Marta Bakery", "Dana Kern"))
HANDS = tuple(f"hand_{n}" for n in range(1, 12))
"""Strangers who knew neither the rules nor each other's drafts."""
_GREETED = re.compile(r"(?:Hi|Hello|Dear)(?: (?:Mr|Mrs|Ms|Dr)\b\.?)? ([A-Z]\w{1,20})")


@dataclass(frozen=True)
class Sample:
    """One draft, and whether a person would stop it."""

    bad: bool
    kind: str
    voice: str
    template: str
    text: str

    @property
    def language(self) -> str:
        """A voice that is no manner of English is called by its language."""
        return self.voice if self.voice in _GREETINGS else "en"

    @cached_property
    def findings(self) -> tuple[LintFinding, ...]:
        """Of a draft to whom it greets: whether the name is right is no matter of its words."""
        greeted = _GREETED.match(self.text)
        names = (*_FACTS.names, *greeted.groups()) if greeted else _FACTS.names
        facts = replace(_FACTS, names=names, language=self.language)
        return check(self.text, load_templates()[self.template], facts)

    @property
    def broken(self) -> bool:
        """Whether a rule stops it that can name its phrase."""
        return stops(tuple(finding for finding in self.findings if finding.rule != TONE))

    @property
    def stopped(self) -> bool:
        return stops(self.findings)

    @property
    def noticed(self) -> bool:
        """Whether its words are remarked on: by a stop, or by the weight of its words."""
        return stops(self.findings) or any(finding.rule == TONE for finding in self.findings)


def samples(name: str) -> Iterator[Sample]:
    """The drafts of one file; a sentence alone gets a greeting."""
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        verdict, kind, voice, template, text = line.split("\t")
        body = text.replace("\\n", "\n")
        greets = body.startswith(("Hi ", "Hello ", "Dear ", "FORMAL"))
        hello = _GREETINGS.get(voice, "Hello")
        text_sent = body if greets else f"{hello} Rolf,\n\n{body}\n"
        yield Sample(verdict == "bad", kind, voice, template, text_sent)


@dataclass(frozen=True)
class Score:
    """Right and wrong on one set of drafts: `missed` was not even noticed, `unstopped` not stopped,
    `false` stopped and innocent.
    """

    unstopped: tuple[Sample, ...]
    missed: tuple[Sample, ...]
    false: tuple[Sample, ...]
    bad: int
    good: int

    @property
    def recall(self) -> float:
        return 1 - len(self.missed) / self.bad

    @property
    def precision(self) -> float:
        caught = self.bad - len(self.missed)
        return caught / max(1, caught + len(self.false))

    @property
    def false_rate(self) -> float:
        return len(self.false) / self.good

    @override
    def __str__(self) -> str:
        noticed = f"{self.recall:.2f} ({self.bad - len(self.missed)} of {self.bad})"
        stopped = f"{1 - len(self.unstopped) / self.bad:.2f}, precision {self.precision:.2f}"
        return f"noticed {noticed}, stopped {stopped}, false stops {len(self.false)} of {self.good}"


def score(drafts: Sequence[Sample]) -> Score:
    """How lint does on these drafts."""
    return Score(
        unstopped=tuple(d for d in drafts if d.bad and not d.stopped),
        missed=tuple(d for d in drafts if d.bad and not d.noticed),
        false=tuple(d for d in drafts if not d.bad and d.stopped),
        bad=sum(d.bad for d in drafts),
        good=sum(not d.bad for d in drafts),
    )
