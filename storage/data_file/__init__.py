"""The data file as a whole: opened, brought up to date, read, copied, verified."""
