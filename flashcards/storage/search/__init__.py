"""Searches as SQL, and the rows they look in."""
