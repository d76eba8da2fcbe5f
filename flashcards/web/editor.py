"""Writing a note: adding, editing in place, deleting, with a preview while one types."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("editor", __name__)
