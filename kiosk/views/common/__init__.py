"""What wall, phones and admin pages show alike."""
