"""What is said of one client on a day, and of all of them side by side."""
