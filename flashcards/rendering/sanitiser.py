"""The allow-list for HTML made from what people import; nothing that is not named here survives. The only user of nh3.

No ids, names, styles, events, forms or frames; links lead out by http, https or mailto; pictures are our own media.
Any other tag (`List<String>`, `<iframe>`) is shown as text: no fact is lost, and no parser is ever led into a script,
a style or an SVG.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

import nh3
from pygments.token import STANDARD_TYPES

INLINE_TAGS = set(
    """a abbr b br cite code del dfn em i img input ins kbd mark q s samp small span strong sub sup u var wbr""".split()
)
BLOCK_TAGS = set(
    """blockquote caption dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li ol p pre summary
    table tbody td tfoot th thead tr ul""".split()
)
TAGS = INLINE_TAGS | BLOCK_TAGS
ATTRIBUTES = {
    "*": {"class"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "details": {"open"},
    "img": {"alt", "src"},
    "input": {"checked"},
    "ol": {"start"},
    "td": {"align", "colspan", "rowspan"},
    "th": {"align", "colspan", "rowspan"},
}
ADMONITIONS = set(
    """abstract attention bug caution check cite danger done error example fail failure faq help hint important info
    missing note question quote seealso snippet success summary tip tldr todo warning""".split()
)
CLASSES = (
    ADMONITIONS
    | {"admonition", "admonition-title", "footnote", "footnote-ref", "missing-image", "plain", "task-list", "task-list-item"}
    | {"gap"}
    | {"highlight", "highlighttable", "linenos", "linenodiv", "normal", "special", "code", "filename", "hll"}
    | {name for name in STANDARD_TYPES.values() if name}
)
SCHEMES = {"http", "https", "mailto"}
MAX_PASSES = 5

_UNSEEN = re.compile(r"<!--.*?-->|<(script|style)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_OTHER_TAG = re.compile(rf"<(?=[a-z/!?])(?!/?(?:{'|'.join(sorted(TAGS))})[\s/>])", re.IGNORECASE)
_OUTWARD = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_IN_GUIDES = re.compile(r"(?:/guides/\d+(?:\?(?:line=\d+|heading=[\w.%-]+))?)?(?:#L\d+)?")
_PRE_START = re.compile(r"(<pre[^>]*>)\n+")
_EMPTY_LINK = re.compile(r"(?:&nbsp;)?<a\b[^>]*></a>")
_IMAGE = re.compile(r"<img[^>]*>")
_INPUT = re.compile(r"<input[^>]*>")
_IMAGE_ATTRIBUTE = re.compile(r' (alt|src)="([^"]*)"')
_PLACED_IMAGE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE_TAGS - {'br'}))})\b[^>]*>")
_ANY_TAG = re.compile(r"<[^>]*>")


def sanitise(html: str, images: Mapping[str, str], is_guide: bool = False) -> str:
    """HTML of the allow-list only, with every picture either our own media or its alternative text.

    images: source as written -> name of our media. is_guide: links may lead to guides too.

    Doing it twice changes nothing more: misnested tags can come out
    of one parse in a shape that the next parse reads otherwise, so it is repeated until a browser will read what was checked.
    """
    own = {**images, **{_media(name): name for name in images.values()}}
    for _ in range(MAX_PASSES):
        clean = _clean(html, own, _GUIDE_CLEANER if is_guide else _CLEANER)
        if clean == html:
            return clean
        html = clean
    return escape(html, quote=False)


def plain_text(html: str) -> str:
    """The text of sanitised HTML in one line; a picture is its alternative text."""
    text = _INLINE_TAG.sub("", _PLACED_IMAGE.sub(r"\1", html))
    return " ".join(unescape(_ANY_TAG.sub(" ", text)).split())


def _clean(html: str, own: Mapping[str, str], cleaner: nh3.Cleaner) -> str:
    known = _OTHER_TAG.sub("&lt;", _UNSEEN.sub("", html))
    clean = _EMPTY_LINK.sub("", _PRE_START.sub(r"\1", cleaner.clean(known)))
    ticked = _INPUT.sub(lambda tag: _check_box(tag[0]), clean)
    return _IMAGE.sub(lambda tag: _place_image(tag[0], own), ticked)


def _media(name: str) -> str:
    return f"/media/{name}"


def _filter_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return " ".join(name for name in value.split() if name in CLASSES) or None
    if attribute == "href":
        return value if _OUTWARD.match(value) else None
    return value


def _filter_guide_attribute(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "href" and value and _IN_GUIDES.fullmatch(value):
        return value
    return _filter_attribute(tag, attribute, value)


def _check_box(tag: str) -> str:
    """Any input is made a box of a task list that cannot be pressed."""
    checked = ' checked=""' if " checked=" in tag else ""
    return f'<input type="checkbox"{checked} disabled="" aria-label="task">'


def _place_image(tag: str, own: Mapping[str, str]) -> str:
    """Rewrite one serialised `<img>`, in whose attributes nh3 has escaped quotes and angle brackets."""
    attributes = {name: unescape(value) for name, value in _IMAGE_ATTRIBUTE.findall(tag)}
    alt, name = attributes.get("alt", ""), own.get(attributes.get("src", ""))
    if name is None:
        return f'<span class="missing-image">{escape(alt, quote=False)}</span>'
    return f'<img src="{escape(_media(name))}" alt="{escape(alt)}" loading="lazy">'


_CLEANER, _GUIDE_CLEANER = (
    nh3.Cleaner(
        tags=TAGS,
        attributes=ATTRIBUTES,
        attribute_filter=attribute_filter,
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer",
    )
    for attribute_filter in (_filter_attribute, _filter_guide_attribute)
)
