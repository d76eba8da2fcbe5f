"""Fitting FSRS to the learner's own memory, and rescheduling."""

from __future__ import annotations

from flask import Blueprint

page = Blueprint("fit", __name__, url_prefix="/fit")
