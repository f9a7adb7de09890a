"""Values that may be right and are more often slips: they are asked about, never refused."""

from __future__ import annotations

from triage.records import Client


def floor_above_rate(client: Client) -> bool:
    """Whether the least acceptable rate is more than what is charged: no hour could be good."""
    return client.rate is not None and client.floor is not None and client.floor > client.rate
