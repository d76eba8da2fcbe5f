"""Guides into the collection: gathered, planned, looked through, applied."""
