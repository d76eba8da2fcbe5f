"""Is it up, and what is it?"""

from __future__ import annotations

import sqlite3

from flask import Blueprint, Response, jsonify

from flashcards import __version__
from flashcards.storage.migrations import SCHEMA
from flashcards.web.collection import facts

page = Blueprint("health", __name__)


@page.get("/healthz")
def healthz() -> Response:
    """Answers once the collection can be read."""
    facts()
    return jsonify(status="ok", version=__version__, sqlite=sqlite3.sqlite_version, schema=SCHEMA)
