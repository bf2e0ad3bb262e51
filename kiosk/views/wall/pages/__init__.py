"""The pages of the wall, one module a kind."""
