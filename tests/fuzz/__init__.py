"""Exports with damaged bytes: `make fuzz` tries them for as long as it is let."""
