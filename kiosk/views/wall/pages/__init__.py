"""The pages of the wall, one module for each kind."""
