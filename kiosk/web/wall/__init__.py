"""The wall in a browser."""
