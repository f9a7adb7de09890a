"""Changes carried out, checked first; taken back and brought back."""
