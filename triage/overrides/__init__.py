"""What somebody decides against the rules: beside them, never in their place."""
