"""What both front ends work on: one data file on one day, under the user's settings."""
