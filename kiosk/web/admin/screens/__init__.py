"""The admin pages of screens, and the commands to them."""
