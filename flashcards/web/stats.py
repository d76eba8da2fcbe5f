"""Looking back: how it is going, one small picture at a time, each with its figures."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("stats", __name__, url_prefix="/stats")
