"""Links between guides: which imported guide an address in a guide means."""

from __future__ import annotations

from collections.abc import Mapping
from posixpath import basename, dirname, join, normpath
from urllib.parse import unquote, urlsplit

_ENDINGS = ("", ".md", "/index.md", "/README.md", ".markdown", ".txt")


def linked_guide(href: str, path: str, known: Mapping[str, int]) -> tuple[int, str] | None:
    """The guide a link in the guide at `path` leads to, and the name of a heading there, or "". None: it leads nowhere known.

    known: ids by path. A guide that was uploaded by itself is known by its file name alone, so that is enough if no two have it.
    """
    try:
        address = urlsplit(href.strip())
    except ValueError:  # such as "http://["
        return None
    if address.scheme or address.netloc:
        return None
    wanted = normpath(join(dirname(path), unquote(address.path))) if address.path else path
    found = next((known[wanted + ending] for ending in _ENDINGS if wanted + ending in known), None)
    if found is None:
        found = _by_name(basename(wanted), known)
    return None if found is None else (found, unquote(address.fragment))


def _by_name(name: str, known: Mapping[str, int]) -> int | None:
    names = {name + ending for ending in _ENDINGS if "/" not in ending}
    found = [guide_id for path, guide_id in known.items() if basename(path) in names]
    return found[0] if len(found) == 1 else None
