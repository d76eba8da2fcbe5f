"""Every key, every word, and how to rate honestly."""

from __future__ import annotations

from flask import Blueprint, render_template

page = Blueprint("help", __name__, url_prefix="/help")


@page.get("")
def show() -> str:
    return render_template("help/index.html")
