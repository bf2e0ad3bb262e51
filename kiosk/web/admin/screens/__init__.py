"""The admin pages of screens, and what is sent to them."""
