"""Tables, constraints, triggers and migrations."""
