"""The closing page of a review as text."""

from __future__ import annotations

from rich.cells import cell_len
from textual.content import Content

from triage.review.report import Report
from triage.review.report_text import ReportLine, sections, summary
from tui.review.trend import trend_lines
from tui.wording.formatting import long_day
from tui.wording.safe_text import content, hanging, padded, safe

_LABEL = 20
"""Columns of a name before what is said about it."""


def closing_page(
    report: Report, width: int, last_words: str = "", glyphs: str = "unicode"
) -> Content:
    """Everything a review came to; `last_words` stand at its end, beside the day of the next."""
    blocks = [hanging(Content(""), content(" ".join(summary(report))), width)]
    for section in sections(report):
        longest = max(cell_len(line.label) for line in section.lines)
        lines = [_line(line, min(longest, _LABEL), width) for line in section.lines]
        blocks.append(Content("\n").join([Content.styled(section.title, "$accent"), *lines]))
    if lines := trend_lines(report.trend, glyphs):
        blocks.append(Content("\n").join(lines))
    last = f"Next review: {long_day(report.next_review)}. {last_words}"
    blocks.append(hanging(Content(""), Content.styled(safe(last.strip()), "$quiet"), width))
    return Content("\n\n").join(blocks)


def _line(line: ReportLine, label: int, width: int) -> Content:
    first = padded(content(f"  {line.label}"), label + 4) if label else Content("  ")
    return hanging(first, content(line.text), width, 3)
