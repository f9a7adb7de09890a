"""The guided decision: screens as data, the way through them, and what a decision sets down."""
