"""The guides as their authors meant them, with a mark at each text that became a card."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("guides", __name__, url_prefix="/guides")
