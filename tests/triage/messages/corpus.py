"""The drafts of tests/data/drafts, and how lint does on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from typing_extensions import override

from tests.triage.messages.build import EMPTY
from triage.message_templates import load_templates
from triage.messages.findings import LintFinding
from triage.messages.lint import check, stops

_FOLDER = Path(__file__).parents[2] / "data" / "drafts"
_FACTS = replace(EMPTY, others=("Marta Bakery", "Dana Kern"))


@dataclass(frozen=True)
class Sample:
    """One draft, and whether a person would stop it."""

    bad: bool
    kind: str
    voice: str
    template: str
    text: str

    @property
    def findings(self) -> tuple[LintFinding, ...]:
        return check(self.text, load_templates()[self.template], _FACTS)

    @property
    def stopped(self) -> bool:
        return stops(self.findings)


def samples(name: str) -> Iterator[Sample]:
    """The drafts of one file; a sentence alone gets a greeting."""
    for line in (_FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        verdict, kind, voice, template, text = line.split("\t")
        body = text.replace("\\n", "\n")
        greets = body.startswith(("Hi ", "Hello ", "Dear ", "FORMAL"))
        text_sent = body if greets else f"Hello Rolf,\n\n{body}\n"
        yield Sample(verdict == "bad", kind, voice, template, text_sent)


@dataclass(frozen=True)
class Score:
    """Right and wrong stops on one set of drafts."""

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
        return (
            f"recall {self.recall:.2f} ({self.bad - len(self.missed)} of {self.bad}), "
            f"precision {self.precision:.2f}, false stops {len(self.false)} of {self.good}"
        )


def score(name: str) -> Score:
    drafts = list(samples(name))
    return Score(
        missed=tuple(d for d in drafts if d.bad and not d.stopped),
        false=tuple(d for d in drafts if not d.bad and d.stopped),
        bad=sum(d.bad for d in drafts),
        good=sum(not d.bad for d in drafts),
    )
