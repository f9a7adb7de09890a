"""Where each flag leads: what flags.toml says of its page holds for a client who has that alone."""

from __future__ import annotations

import pytest

from tests.triage.lives import TODAY
from tests.triage.playbook.scene import Desk
from tests.triage.test_health_registry import ALONE
from triage.health import RULES
from triage.playbook.ask.entry_points import entry_point
from triage.playbook.load.playbook_file import builtin
from triage.playbook.state.abuse import insulted
from triage.playbook.state.ladder import LADDER_SEVERITY
from triage.playbook.vocabulary import STEPS


@pytest.mark.parametrize("code", [rule.code for rule in RULES.values() if rule.page is not None])
def test_the_page_is_one_of_the_playbook(code: str) -> None:
    page = RULES[code].page
    assert page in builtin().screens, (
        f"triage/flags.toml, [{code}]: page names {page!r}, which triage/playbook/playbook.toml "
        "has not"
    )
    assert page not in STEPS, (
        f"triage/flags.toml, [{code}]: take page out; {page!r} is a step, and a flag without a "
        "page leads to the steps in their order"
    )


@pytest.mark.parametrize("code", sorted(set(ALONE) & set(RULES)))
def test_a_flag_leads_where_its_section_says(code: str) -> None:
    build, severity = ALONE[code]
    life, rule = build(), RULES[code]
    of_life = [record for records in life.records.values() for record in records]
    now = Desk(life.client, *of_life).at(TODAY.isoformat())
    entry = entry_point(now)
    told = f"triage/flags.toml, [{code}]: it leads to {entry.screen}, because of {entry.flag}"
    if rule.page is not None and severity >= rule.page_from:
        assert (entry.screen, entry.flag) == (rule.page, code), told
    elif insulted(now):  # one clear line in writing comes before any step
        assert (entry.screen, entry.flag) == ("safety", code), told
    elif severity >= LADDER_SEVERITY and (rule.page is None or rule.steps_too):
        assert entry.screen in STEPS and entry.flag == code, told
    else:
        assert (entry.screen, entry.flag) == ("watch", code), told
