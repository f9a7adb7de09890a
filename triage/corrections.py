"""How much of what is known a later export may correct before somebody should look at it."""

from __future__ import annotations

from triage.limits import Limits


def too_many_corrected(corrected: int, known: int, limits: Limits) -> bool:
    """Whether so many corrections, of so many known rows in one file, are no plain ones.

    A wrong export (another time zone, another rounding) shifts most rows at once. A few corrections
    are normal however small the file is.
    """
    most = limits.corrected_percent * known
    return corrected > limits.corrected_rows and 100 * corrected > most
