"""Where in the program a page stands, and its own address."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import current_app, request, url_for

from flashcards.web.security import local_path

SAID_ONCE = {"made", "retention", "saved", "taken"}
"""In an address, what was just done: it is not said again after an undo."""
BELOW = {
    "editor": "notes", "preview": "imports",
    **dict.fromkeys(("story_editor", "story_files", "principles", "drill", "takes", "rapid", "mocks"), "stories"),
}  # fmt: skip
"""Parts that have no page of their own in the header, and the page they belong to."""


def lit_page() -> str:
    """The endpoint that is lit in the header: the page this one belongs to. "" for none."""
    if request.endpoint in ("editor.add", "editor.save_new"):
        return "editor.add"
    part = BELOW.get(request.blueprint or "", request.blueprint)
    return next((page for page in (f"{part}.index", f"{part}.show") if page in current_app.view_functions), "")


def this_page() -> str:
    """The address an undo comes back to. A refused form has none: there it is the page it belongs to."""
    if request.method not in ("GET", "HEAD"):
        return url_for(lit_page() or "today.show")
    said = [(name, text) for name, text in request.args.items(multi=True) if _stays(name, text)]
    return f"{request.path}?{urlencode(said)}" if said else request.path


def _stays(name: str, text: str) -> bool:
    """Whether a part of an address is kept: not what is said once, nor a way back that could lead away."""
    return name not in SAID_ONCE and (name != "back" or local_path(text, "") == text)
