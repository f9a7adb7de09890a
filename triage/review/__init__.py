"""The weekly review: who comes, in which order, and what a review remembers."""
