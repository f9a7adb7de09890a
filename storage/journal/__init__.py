"""The journal: what every change did, in the file and beside it."""
