"""Lives of clients in the manner of what freelancers tell in public, each with its truth."""
