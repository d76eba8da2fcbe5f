"""Custom study: cards asked apart from what is due."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("practice", __name__, url_prefix="/practice")
