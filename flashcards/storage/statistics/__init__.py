"""The log in figures, kept as ratings come in, and what is asked of them."""
