"""What a guide wants to be remembered as a formula: `Success = clear thinking + practice`. Lists are read as other lists are."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flashcards.core.models import Kind
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.shapes.shape import Found, draft, is_short
from flashcards.guides.wording import ask_section, is_general, plain, subject

_FORMULA = re.compile(r"\s*(?P<name>[A-Z][\w ]{0,40}?)\s*=\s*(?P<first>[A-Za-z(][^+=\n]*)\+\s*(?P<rest>[^=]*)")


def find(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.kind != "code" or block.is_unclosed or "+" not in block.text or "=" not in block.text:
            continue
        formula = _FORMULA.fullmatch(block.text) if not block.mark or block.mark in ("text", "txt", "plaintext") else None
        if formula and is_short(markdown([block])) and subject(section):
            heading = ask_section(section).rstrip("?")
            has_name = plain(formula["name"]).lower() in heading.lower() or is_general(formula["name"])
            front = f"{heading}?" if has_name else f"{heading}: {formula['name'].strip().lower()}?"
            yield Found((draft(section, Kind.TAKEAWAY, front, markdown([block]), [block]),), (block,))
