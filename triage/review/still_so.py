"""A client whose safety was decided on: it stays so up to the next look while nothing is new."""

from __future__ import annotations

from datetime import date

from triage.clients.overview import Overview
from triage.playbook.decide.standing import is_news
from triage.playbook.state.abuse import SAFETY
from triage.review.put_off import NotNow
from triage.review.session import Verdict


def still_so(overview: Overview, on: date) -> Verdict:
    """What was decided for their safety holds, up to the next look. Raises NotNow.

    Only where something was decided on the page for safety and nothing came of them since.
    """
    step, look = overview.step, overview.safety_look
    if look is not None and look.wrote_on is None:
        return Verdict("hold", until=look.next_on)
    if look is None and step is not None and step.code == SAFETY and step.review_by is not None:
        is_calm = not is_news(overview.situation, SAFETY, step.looked_on)
        if is_calm and step.review_by > on:
            return Verdict("hold", until=step.review_by)
    raise NotNow(
        "A client on “stop” cannot be left as they are: press Enter to open the page for it."
        if overview.verdict == "stop"
        else "They wrote to you: answer the question first."
    )
