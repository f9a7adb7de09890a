"""What the disk may do to the data file: power cuts, and calls that fail."""
