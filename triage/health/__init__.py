"""Health: from records to a verdict that explains itself.

`assess` gives verdict, flags and missing facts of one client on one day; `since` and `all_since`
say since when a flag is there; `facts` and `income_shares` are the figures beside it. All take a
`Ledger`, or a `ClientHistory` made once from it when the same client is asked about again.
"""

from triage.health.facts import Facts, facts, income_mark
from triage.health.history import ClientHistory, histories
from triage.health.income import income_shares
from triage.health.model import (
    Accepted,
    Flag,
    Health,
    Missing,
    PayRisk,
    verdict_rank,
)
from triage.health.registry import (
    FLAG_CODES,
    RULES,
    has_own_page,
    is_about_conduct,
    is_about_payment,
    is_about_price,
    is_never_accepted,
    page_of,
    threshold_source,
)
from triage.health.since import all_since, oldest_unhandled, since
from triage.health.verdict import assess
