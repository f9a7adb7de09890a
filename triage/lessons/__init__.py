"""What an ending teaches: when it turned, whether we saw it, and rules to begin with."""
