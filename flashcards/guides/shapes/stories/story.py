"""A story: where it begins and ends among the parts of a section, and whether it tells what somebody did."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import takewhile

from flashcards.core.models import FOLLOW_UPS
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.phrases import is_prompt
from flashcards.guides.shapes.labelled_parts import Label, Piece
from flashcards.guides.shapes.questions.lines import read_question
from flashcards.guides.shapes.questions.names import is_follow_ups
from flashcards.guides.shapes.reading_order import bold
from flashcards.guides.shapes.stories.labels import ACTION, AFTER, RESULT, SITUATION, TASK
from flashcards.guides.shapes.terms import read_term
from flashcards.guides.wording import placeholders, tidy

LEAST_WORDS_A_GAP = 12
"""Words for each `[placeholder]` of an account whose names were left out; a template has fewer."""
LEAST_CHARACTERS = 40
"""Of a part without numbers and without "I": shorter ones name what belongs in it."""

_FIRST_PERSON = re.compile(r"\b(?:i|my|me|myself|we|our|us)\b")
_SECOND_PERSON = re.compile(r"\b(?:you|your|yours|yourself)\b")
"""In a text in lower case."""
_ADVICE = re.compile(
    r"\W*(?:describe|explain|set|share|start|detail|provide|give|state|outline|define|focus|use|show|include|quantify|what|who|when|where|"
    r"why|how|which|briefly|clearly|finally|keep|make|highlight|talk|mention|specify|specific)\b",
    re.IGNORECASE,
)
# Each begins with a sign and looks behind that, since a search for a sign is quick.
_NOT_TOLD = re.compile(r"\d(?<!\w.)[\d–-]*\s*(?:s|sec(?:ond)?s?|min(?:ute)?s?)\b|[\"“][^\"“”\n]{1,12}[\"”]|\*\*[^*\n]+\*\*")
"""Times, words that are spoken of, and labels inside a part."""


@dataclass
class Story:
    """before: what stands above it, a title or a question among it. pieces: its parts, and text that goes on; labels: theirs.

    What it tells is looked at once it is whole.
    """

    before: list[Piece] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)

    def add(self, piece: Piece) -> None:
        self.pieces.append(piece)
        self.labels += [piece.label] if piece.label else []

    @property
    def role(self) -> int:
        """The furthest of its parts."""
        return max(label.role for label in self.labels)

    @property
    def is_whole(self) -> bool:
        roles = {label.role for label in self.labels}
        return {ACTION, RESULT} <= roles and min(roles) <= TASK

    @cached_property
    def parts(self) -> list[tuple[Label, list[Block]]]:
        """Each part with all that stands in it."""
        parts: list[tuple[Label, list[Block]]] = []
        for piece in self.pieces:
            parts += [(piece.label, [])] if piece.label else []
            parts[-1][1].extend((*([bold(piece.title, 1)] if piece.title else []), *piece.content))
        return parts

    @cached_property
    def texts(self) -> list[str]:
        """What each part says."""
        return [markdown(content) for _, content in self.parts]

    @cached_property
    def is_form(self) -> bool:
        """Whether most parts are empty or hold little but gaps."""
        parts = self.texts
        text = "\n".join(parts)
        gaps = len(placeholders(text)) if "[" in text else 0
        empty = sum(not part.strip(' *_\n"') for part in parts)
        return empty * 2 >= len(parts) or "___" in text or (gaps > 0 and len(text.split()) < LEAST_WORDS_A_GAP * gaps)

    @cached_property
    def told(self) -> int:
        """How many parts tell what somebody did, and not what belongs in them."""
        return sum(_tells(_NOT_TOLD.sub("", text[:600])) for text in self.texts)

    @property
    def is_told(self) -> bool:
        """Whether at least half the parts do, and none says what share of a score it is."""
        return self.told * 2 >= len(self.parts) and not any("%" in label.shown for label in self.labels)


def stories_in(pieces: Sequence[Piece]) -> Iterator[Story]:
    """The whole stories among the pieces of a section."""
    story = Story()
    for number, piece in enumerate(pieces):
        if story.pieces and _goes_on(story, piece, pieces[number + 1 : number + 4]):
            story.add(_with_label(story, piece))
            continue
        if story.pieces:
            yield from [story] if story.is_whole else []
            story = Story()
        if piece.is_end:
            story.before.clear()
        if piece.label and piece.label.role <= TASK:
            story.add(piece)
        else:
            story.before.append(piece)
    yield from [story] if story.pieces and story.is_whole else []


def _goes_on(story: Story, piece: Piece, after: Sequence[Piece]) -> bool:
    """Whether a piece belongs to the story above it."""
    if piece.label:
        return piece.label.role >= story.role and piece.label.name not in [label.name for label in story.labels]
    if piece.is_end or (piece.title and after and _opens(after[0])):
        return False
    if story.role < RESULT or not story.pieces[-1].content:
        return True
    if any(map(_opens, takewhile(lambda later: not later.title, after))):  # it stands above the next story
        return False
    return _is_comment(piece)


def _opens(piece: Piece) -> bool:
    return piece.label is not None and piece.label.role == SITUATION


def _is_comment(piece: Piece) -> bool:
    """Whether it says more of the story above: under a label of its own, or as a list."""
    if piece.title:
        return read_question(piece.title) is None
    if len(piece.content) != 1:
        return False
    first = piece.content[0]
    term = read_term(first.text) if first.kind == "paragraph" else None
    asked = read_question(term.rest) if term and not is_follow_ups(term.term) else None
    return first.is_list or (term is not None and not is_prompt(first.text) and not (asked and asked.is_prompt))


def _with_label(story: Story, piece: Piece) -> Piece:
    """A piece after the result under a label of its own is a part of its own."""
    if piece.label or story.role < RESULT:
        return piece
    if piece.title:
        return replace(piece, title="", label=_after(tidy(piece.title)))
    first = piece.content[0] if piece.content else None
    term = read_term(first.text) if first and first.kind == "paragraph" else None
    if term is None or first is None:
        return piece
    return replace(piece, content=(replace(first, text=term.rest),) if term.rest else (), label=_after(term.term))


def _after(name: str) -> Label:
    return Label(AFTER, FOLLOW_UPS if is_follow_ups(name) else name, name, "")


def _tells(part: str) -> bool:
    words = part.lower()
    mine, yours = len(_FIRST_PERSON.findall(words)), len(_SECOND_PERSON.findall(words))
    if mine or yours:
        return mine > yours
    return _ADVICE.match(part) is None and (len(part) >= LEAST_CHARACTERS or any(sign.isdigit() for sign in part))
