"""The Markdown of a card as one reads it in a terminal: as it is written, without what is there for a parser only."""

from __future__ import annotations

import re
from html import unescape

_SIGN = re.compile(
    r"""(?P<code> ^[ ]*(?P<fence>`{3,}|~{3,}).*?^[ ]*(?P=fence)[`~]*[ ]*$
        | (?<!`)(?P<ticks>`+)(?!`).{1,2000}?(?<!`)(?P=ticks)(?!`) )
    | <mark[ ]class="gap">(?P<gap>.{0,5000}?)</mark>
    | (?P<separator>^[ ]*<!--[ ]-->\n\n?)
    | \\(?P<escaped>[!-/:-@\[-`{-~])
    | (?P<entity>&\#?\w{1,30};)""",
    re.MULTILINE | re.DOTALL | re.VERBOSE,
)


def terminal_text(markdown: str) -> str:
    """The text, with what was escaped as it is meant and the gap of a cloze, asked or answered, in bold. Code stays as it is."""
    return _SIGN.sub(_read, markdown).strip("\n")


def _read(sign: re.Match[str]) -> str:
    if sign["code"]:
        return sign["code"]
    if sign["gap"] is not None:
        return f"**{terminal_text(sign['gap'])}**"
    if sign["separator"]:
        return ""
    return sign["escaped"] or unescape(sign["entity"])
