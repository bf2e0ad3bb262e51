"""Files in and out: whole offices, tables and posters."""
