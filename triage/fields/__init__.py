"""The fields that people fill in, one class per shape: typed text to value and back."""
