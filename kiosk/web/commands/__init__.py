"""What the command line does, beside parsing it."""
