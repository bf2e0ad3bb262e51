"""What a topic shows, rendered."""
