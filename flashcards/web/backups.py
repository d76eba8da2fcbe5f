"""The copies that are kept, and when the last good one was made."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("backups", __name__, url_prefix="/backups")
