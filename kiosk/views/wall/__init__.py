"""What the wall shows, and when."""
