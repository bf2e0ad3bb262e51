"""Views shared by wall, phone and admin pages."""
