"""Guide text in, notes out. Pure."""
