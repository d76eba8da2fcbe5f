"""The table of notes: searched, sorted, and changed many at a time."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("notes", __name__, url_prefix="/notes")
