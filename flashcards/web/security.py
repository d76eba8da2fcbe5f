"""Who may talk to the server, and what a page may do. Strict for every response, errors included."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, Response, request

from flashcards.core.errors import BadHost, CrossSite

HEADERS = {
    "Content-Security-Policy": "; ".join(
        (
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self' data:",
            "media-src 'self' blob:",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "microphone=(self)",
}
HOSTS = ("127.0.0.1", "localhost")
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")


def secure(app: Flask) -> None:
    """Check every request before it reaches a route; put the headers on every response."""
    app.before_request(refuse_foreign_hosts)
    app.before_request(refuse_other_sites)
    app.after_request(add_headers)


def refuse_foreign_hosts() -> None:
    """Another name for this machine is a page trying to pass as us (DNS rebinding). Raises BadHost."""
    if _host(f"//{request.environ.get('HTTP_HOST', '')}") not in HOSTS:
        raise BadHost("This address is not served here. Open http://127.0.0.1 with the port that was printed at the start.")


def refuse_other_sites() -> None:
    """Only our own pages may write. A request that says nothing of its origin comes from no browser. Raises CrossSite."""
    if request.method in SAFE_METHODS:
        return
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        is_ours = site == "same-origin"
    elif origin is not None:
        is_ours = origin == f"{request.scheme}://{request.host}"
    else:
        is_ours = request.mimetype in (*FORM_TYPES, "")
    if not is_ours:
        raise CrossSite("Another site's page tried to change your collection. Nothing was changed.")


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:  # such as "a]b"
        return None


def add_headers(response: Response) -> Response:
    """A route may only be stricter for itself: it sets its own first."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response


def local_path(wanted: str | None, otherwise: str) -> str:
    """A path on this server to go to next; anything else could lead away."""
    is_local = (
        wanted and wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and wanted.isprintable() and "\\" not in wanted
    )
    return wanted if is_local and wanted else otherwise
