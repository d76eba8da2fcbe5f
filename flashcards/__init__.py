"""Spaced repetition for Amazon engineering-manager interviews: guides in, cards every day, one SQLite file."""

__version__ = "0.1.0"
