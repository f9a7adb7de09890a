"""The trade: records, health, ladder. Pure functions of (records, settings, date)."""
