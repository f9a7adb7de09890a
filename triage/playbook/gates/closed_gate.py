"""What a shut gate says."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from triage.playbook.model import Playbook

_FACTS = "G5"
_CODE = re.compile(r"\b(adapt|train|renegotiate|redirect|part|complaint)\b")


@dataclass(frozen=True, slots=True)
class ClosedGate:
    """One gate that is shut: what is missing, and the day on which time alone opens it.

    `earliest` is None when no date alone does.
    """

    gate: str
    missing: str
    earliest: date | None = None

    def in_titles(self, playbook: Playbook) -> str:
        """What is missing, with the screens called by their titles instead of their codes."""
        # These name facts and no screen.
        if self.gate == _FACTS:
            return self.missing
        return _CODE.sub(lambda code: f"“{playbook.screens[code[0]].title}”", self.missing)
