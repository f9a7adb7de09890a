"""Further fields of records that this program gives a meaning: every program keeps them."""

FORMER_NAMES = "former_names"
"""Of a client: what they were called before, the oldest first."""
