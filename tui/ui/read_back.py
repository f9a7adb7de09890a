"""What a field is understood as, at its right or below while it is typed."""

from __future__ import annotations

from textual.widgets import Static

from triage.fields.days import DayRanges
from triage.fields.field import Context, Field
from triage.fields.parts import Instalments
from tui.wording.read_back import read_so_far
from tui.wording.safe_text import content


class ReadBack(Static):
    """Empty while nothing can be read; never in the way of what is typed."""

    DEFAULT_CSS = """
    ReadBack { width: auto; height: 1; padding: 0 1; color: $quiet; }
    ReadBack.-below { height: auto; width: 1fr; }
    """

    def __init__(self, field: Field, text: str, context: Context) -> None:
        self._field = field
        self.reading = read_so_far(field, text, context)
        """What is shown."""
        super().__init__(content(self.reading))
        self._of = (text, context)
        self.below = isinstance(field, DayRanges | Instalments)
        """Whether it is too long to stand beside the field."""
        self.set_class(self.below, "-below")
        self.display = bool(self.reading)

    def follow(self, text: str, context: Context) -> None:
        """Something else may be typed now, or read against something else."""
        if self._of == (text, context):
            return
        self._of = (text, context)
        reading = read_so_far(self._field, text, context)
        if reading != self.reading:
            self.reading = reading
            self.update(content(reading))
            self.display = bool(reading)
