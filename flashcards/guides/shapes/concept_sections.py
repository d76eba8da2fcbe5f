"""A heading and the paragraphs, quotes and lists that explain it.

As much as makes one answer goes on one card. What does not fit is asked under a name of its own where it has one: a line that
leads in to a list, or a sentence that says what something is. The rest is left for reading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import markdown
from flashcards.guides.document import Section
from flashcards.guides.noise import skip
from flashcards.guides.shapes.beginnings import LEAST_CHARACTERS, by_beginnings, is_wanted
from flashcards.guides.shapes.definitions import SENTENCE_END, beginning, first_sentences, question_for, speaks_of, tells_of
from flashcards.guides.shapes.lists import has_too_many, one_card, split, under
from flashcards.guides.shapes.passages import (
    Passage,
    are_run_in,
    as_one,
    before_lead,
    counted,
    is_dangling,
    is_picture,
    joined,
    passages_of,
    runs,
)
from flashcards.guides.shapes.questions.nested import questions_below
from flashcards.guides.shapes.shape import (
    MOST_CHARACTERS,
    TOO_LONG,
    Found,
    beside,
    draft,
    is_short,
    kind_of,
    recalled_characters,
    text_of,
)
from flashcards.guides.untold import explains
from flashcards.guides.wording import ask_section, asks, is_general, is_question, plain, subject, tidy

PICTURE = "a picture"
LEAD_IN = "a line that only leads in to what is elsewhere"
FURTHER = "further text below a heading that is asked already"
MOST_IN_A_LEAD = 120
"""Characters of a line that can be asked."""
LEAST_BELOW = 2
"""Sections that a text may lead in to."""
LEAST_STATED = 10
"""Words of a line that tells something, though it leads in to what cannot be shown."""

_SAYS_NOTHING = re.compile(
    r"(?:introduction|intro|overview|background|context|notes?|general|about|welcome|motivation|miscellaneous|other|appendi(?:x|ces)"
    r"|version [\d.]+(?: \(.*\))?)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"[*_][^*_\n]+[*_]")
_WORD = re.compile(r"[^\W_]{3,}")
_PROMISES = re.compile(
    r"\b(?:options|types|kinds|ways|approaches|strategies|patterns|techniques|methods|forms|following"
    r"|(?:which|several|various|a number of) (?:\w+ ){0,3}\w+|depends on (?:whether|which|how)|one of (?:these|them))\b",
    re.IGNORECASE,
)
_VAGUE_LEAD = re.compile(
    r"(?:(?:there|here) (?:is|are)\b.*|(?:for )?examples?|such as"
    r"|these (?:are|include)|including|as follows|the following|note|e\.g\.?|i\.e\.?)",
    re.IGNORECASE,
)


def find(section: Section) -> Iterator[Found]:
    yield from _explained(section, is_asked=False)


def _explained(section: Section, *, is_asked: bool) -> Iterator[Found]:
    """What the paragraphs and lists of a section say. is_asked: a card asks for the heading already."""
    for run in runs(section.blocks):
        passages: list[Passage] = []
        for passage in passages_of([block for block in run if not is_picture(block)]):
            if len(passage) == 1 and (said := before_lead(passage[0])):
                passages.append((said,))
            elif len(passage) == 1 and is_dangling(passage[0]) and not states(passage[0]):
                yield Found((), passage, (skip(passage[0], LEAD_IN),))
            else:
                passages.append(passage)
        for picture in filter(is_picture, run):
            yield Found((), (picture,), (skip(picture, PICTURE),))
        for found in _answers(section, passages, is_asked=is_asked):
            is_asked = is_asked or bool(found.notes)
            yield found


def states(block: Block) -> bool:
    """Whether a line above a drawing says itself what holds: "Every system must choose two of three:"."""
    return block.kind == "paragraph" and len(block.text.split()) >= LEAST_STATED and explains(block)


def _answers(section: Section, passages: list[Passage], *, is_asked: bool) -> Iterator[Found]:
    """The first passages as the answer to the heading, as many as are short together; the others by names of their own."""
    is_asked = is_asked or are_run_in(passages)
    count = 0 if is_asked else _fitting(passages)
    run = tuple(block for passage in passages[:count] for block in passage)
    are_led_in = count < len(passages) and _are_led_in(passages[: count + 1])
    found = _answer(section, run) if run and not are_led_in else None
    if found:
        yield found
    for passage in joined(passages[count if found else 0 :]):
        yield from _named(section, passage, is_asked=is_asked or found is not None)


def _fitting(passages: list[Passage]) -> int:
    """How many passages from the first on make one answer; at least one."""
    characters = 0
    for count, passage in enumerate(passages if len(passages) > 1 else ()):
        characters += 1 + recalled_characters(markdown(passage))
        if count and (characters > MOST_CHARACTERS or _has_long_list(passage) or _has_long_list(passages[count - 1])):
            return count
    return len(passages)


def _are_led_in(passages: list[Passage]) -> bool:
    """Whether two passages that do not fit on one card each have a line of their own to be asked by, and no more than that."""
    have_lists = len(passages) == 2 and all(len(passage) == 2 and passage[1].is_list for passage in passages)
    return have_lists and all(len(SENTENCE_END.split(plain(passage[0].text))) == 1 for passage in passages)


def _has_long_list(passage: Passage) -> bool:
    """Whether a passage ends in a list that is too long for a card, or has questions in it that are to be drilled."""
    items = passage[-1].children if passage[-1].is_list else ()
    return bool(items) and (has_too_many(passage[-1]) or any(questions_below(item) for item in items))


def _answer(section: Section, run: Passage) -> Found | None:
    """The heading's card, or those of its list where that is long; None where the heading asks nothing."""
    front = front_for(section, run[0])
    if front is None:
        return None
    back = markdown(run)
    if len(run) <= 2 and run[-1].is_list and (_has_long_list(run) or not is_short(back)):
        return _listed(section, run)
    if not is_short(back):
        return _shortened(section, front, run)
    if len(run) == 1 and run[0].is_list:
        return _listed(section, run)
    is_too_little = len(plain(back)) < LEAST_CHARACTERS and not asks(section.heading)
    if is_too_little or (len(run) == 1 and _ASIDE.fullmatch(run[0].text)):
        return None
    note = draft(section, kind_for(section, front), front, back, run, explicit_id=section.explicit_id)
    return Found((replace(note, is_offered=True) if _only_opens(section, front, back) else note,), run)


def _only_opens(section: Section, front: str, back: str) -> bool:
    """Whether a text comes before several sections and names none of them: it leads in to what is asked there."""
    below = [plain(part.heading).lower() for part in section.sections if part.heading]
    if len(below) < LEAST_BELOW or front.startswith(("What is ", "What are ")):
        return False
    if is_dangling(section.blocks[-1]) and "\n" not in back:
        return True
    if not _PROMISES.search(back):
        return False
    own, said = set(_WORD.findall(plain(section.heading).lower())), back.lower()
    return not any(word in said for heading in below for word in _WORD.findall(heading) if word not in own)


def front_for(section: Section, block: Block) -> str | None:
    """ "What is X?" where the text defines X, else the heading. A heading that says nothing is not asked."""
    if block.is_list:
        return ask_section(section) if subject(section) and (section.heading or len(block.children) > 1) else None
    heading = section.heading or _title(section, block)
    if heading and is_question(heading):
        return heading
    defined = question_for(block.text, section.heading) if block.kind == "paragraph" else None
    if defined or not heading or _SAYS_NOTHING.fullmatch(plain(heading)):
        return defined
    return ask_section(section) if not is_general(heading) or ": " in subject(section) else None


def _title(section: Section, block: Block) -> str:
    """What a guide is about, for a text right below its title that tells of it; or where no heading stands, for any."""
    if section.path or not (about := subject(section)):
        return ""
    if all(part.is_label for part in section.sections):
        return about if len(SENTENCE_END.split(block.text)) > 1 else ""
    return about if explains(block) and tells_of(about, block.text) else ""


def kind_for(section: Section, front: str) -> Kind:
    return Kind.CONCEPT if front.startswith(("What is ", "What are ")) else kind_of(section, otherwise=Kind.CONCEPT)


def _shortened(section: Section, front: str, run: Passage) -> Found:
    """The first sentences of a paragraph that is too long for a card; the rest of it is for reading."""
    text = first_sentences(run[0].text, MOST_CHARACTERS)
    if run[0].kind != "paragraph" or len(plain(text)) > MOST_CHARACTERS or len(plain(text)) < LEAST_CHARACTERS:
        return Found((), run, tuple(skip(block, TOO_LONG) for block in run))
    note = draft(section, kind_for(section, front), front, beside(text), run[:1], explicit_id=section.explicit_id)
    rest = replace(run[0], text=run[0].text[len(text) :].strip())
    more = list(_by_beginnings(section, rest))
    left = run[1:] if more else (rest, *run[1:])
    return Found((note, *more), run, tuple(skip(block, TOO_LONG) for block in left))


def _listed(section: Section, run: Passage) -> Found:
    """A list, perhaps below a line that leads in to it, as one card, or as several where it is too long for one."""
    whole = one_card(section, run, run[-1])
    return Found((whole,), run) if whole else _split(section, run)


def _split(section: Section, run: Passage) -> Found:
    notes, skips = items(section, run[-1])
    return Found(tuple(notes), run, (*(skip(lead, LEAD_IN) for lead in run[:-1]), *skips))


def items(section: Section, block: Block) -> tuple[list[NoteDraft], list[Skip]]:
    """The items of a list on cards of their own; what stands below one that is too long is asked under its name."""
    notes, left = split(section, block)
    skips: list[Skip] = []
    for item in left:
        if len(item.children) == 1 and text_of(item).endswith(":"):
            skips.append(skip(item, LEAD_IN))
            continue
        name = _name(item)
        more, others = below(section, name, item, item.children[1:] if len(name) <= MOST_IN_A_LEAD else ())
        notes += more
        skips += others
    return notes, skips


def _name(item: Block) -> str:
    """What an item is called, for what stands below it: its line, or where that is long how it begins."""
    name = tidy(text_of(item)).rstrip(".:?")
    begun = beginning(text_of(item)) if len(name) > MOST_IN_A_LEAD else None
    return f"“{begun} …”" if begun else name


def below(section: Section, name: str, item: Block, blocks: Sequence[Block]) -> tuple[list[NoteDraft], list[Skip]]:
    """What an item that is too long for a card says, as if its name were a heading."""
    found = list(_explained(under(section, name, tuple(blocks)), is_asked=False)) if name and blocks else []
    skips = [skip for one in found for skip in one.skips]
    return [note for one in found for note in one.notes], skips if found else [skip(item, TOO_LONG)]


def _named(section: Section, passage: Passage, *, is_asked: bool) -> Iterator[Found]:
    """A passage that names itself; what does not, and stands below the heading's card, is for reading."""
    first, last = passage[0], passage[-1]
    lead = _lead(passage)
    defined = question_for(first.text, "") if first.kind == "paragraph" else None
    if lead and subject(section):
        yield _led(section, lead, passage)
    elif defined and is_short(markdown(passage)):
        yield Found((draft(section, Kind.CONCEPT, defined, markdown(passage), passage),), passage)
    elif last.is_list and subject(section):
        yield _split(section, passage)
    elif more := _further(section, passage, is_asked=is_asked or speaks_of(first.text, section.heading)):
        yield Found(more, passage, tuple(_too_long(passage[1:] if last.kind != "paragraph" else ())))
    elif is_asked and last.kind != "code":
        yield Found((), passage, tuple(skip(block, FURTHER) for block in passage))


def _further(section: Section, passage: Passage, *, is_asked: bool) -> tuple[NoteDraft, ...]:
    """A paragraph by what it is about; where nothing asks for its heading, only if it is worth a card."""
    text = as_one(passage)
    notes = [(note, is_wanted(note, text.text, section.heading)) for note in _by_beginnings(section, text)]
    return tuple(replace(note, is_offered=not wanted) for note, wanted in notes if wanted or is_asked)


def _by_beginnings(section: Section, block: Block) -> Iterator[NoteDraft]:
    about = subject(section) if section.path else _title(section, block)
    return by_beginnings(section, about, block) if about and block.kind == "paragraph" else iter(())


def _too_long(blocks: Sequence[Block]) -> Iterator[Skip]:
    return (skip(block, TOO_LONG) for block in blocks)


def _lead(passage: Passage) -> str:
    """The sentence that leads in to the rest of a passage; "" where there is none, or it says nothing by itself."""
    if len(passage) < 2 or passage[0].kind != "paragraph" or passage[1].kind == "paragraph":
        return ""
    lead = SENTENCE_END.split(plain(passage[0].text))[-1].rstrip(":").strip()
    lead = counted(lead) or lead
    return "" if len(lead) > MOST_IN_A_LEAD or _VAGUE_LEAD.fullmatch(lead) else lead


def _led(section: Section, lead: str, passage: Passage) -> Found:
    """What a line leads in to, under that line as its heading; what the line says besides goes along."""
    place = under(section, lead)
    is_all = len(lead) + 2 >= len(plain(passage[0].text))
    shown = passage[1:] if is_all else passage
    if not passage[-1].is_list:
        return Found((draft(place, kind_of(place), ask_section(place), markdown(shown), passage),), passage)
    whole = one_card(place, shown, passage[-1])
    return Found((replace(whole, line=passage[0].line),), passage) if whole else _split(place, passage)
