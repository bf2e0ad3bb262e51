"""The admin pages of the survey."""
