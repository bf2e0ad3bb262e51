"""What the pages on phones show."""
