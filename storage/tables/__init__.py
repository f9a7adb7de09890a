"""The tables of the data file, and records as their rows."""
