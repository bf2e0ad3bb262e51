"""Views of the phone pages."""
