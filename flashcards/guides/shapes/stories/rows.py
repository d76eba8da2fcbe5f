"""Stories of which each is a row of a table, with a column for each part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from flashcards.core.models import Kind, NoteDraft, Skip
from flashcards.guides.blocks import Block
from flashcards.guides.canonical import canonical
from flashcards.guides.document import Section
from flashcards.guides.noise import PLACEHOLDER, skip
from flashcards.guides.shapes.labelled_parts import Label, Piece
from flashcards.guides.shapes.questions.names import is_column_of_questions
from flashcards.guides.shapes.shape import Found, draft
from flashcards.guides.shapes.stories.fronts import front_of
from flashcards.guides.shapes.stories.labels import read_label
from flashcards.guides.shapes.stories.story import Story
from flashcards.guides.shapes.tables import cell_text
from flashcards.guides.wording import plain, tidy

LEAST_TOLD = 2
"""Parts that tell what somebody did; those of a table are brief."""
MOST_BESIDE = 60
"""Characters of a cell that tells a row from others with the same question."""


def told_in_rows(section: Section) -> Iterator[Found]:
    for block in section.blocks:
        if block.kind != "table" or len(block.children) < 2:
            continue
        labels = [read_label(tidy(cell.text), True) for cell in block.children[0].children[0].children]
        if Story(labels=[label for label in labels if label]).is_whole:
            yield _of_table(section, block, labels)


def _of_table(section: Section, block: Block, labels: list[Label | None]) -> Found:
    notes: list[NoteDraft] = []
    skips: list[Skip] = []
    for row in block.children[1].children:
        told = [(label, cell) for label, cell in zip(labels, row.children, strict=True) if label and cell.text.strip()]
        story = Story()
        for label, cell in told:
            story.add(Piece((Block("paragraph", cell.line, cell.end_line, cell_text(cell)),), label=label))
        if not told or story.is_form or story.told < LEAST_TOLD:
            skips.append(skip(row, PLACEHOLDER))
        else:
            notes.append(_note(section, block, row, labels, story))
    return Found(tuple(notes), (block,), tuple(skips))


def _note(section: Section, block: Block, row: Block, labels: list[Label | None], story: Story) -> NoteDraft:
    """Asked by its question, with what tells the row from others; else by its title."""
    names = [tidy(cell.text) for cell in block.children[0].children[0].children]
    others = [(name, cell.text) for name, label, cell in zip(names, labels, row.children, strict=True) if label is None]
    question = next((text for name, text in others if is_column_of_questions(name)), "")
    beside = [plain(text) for _, text in others if text != question and any(map(str.isalpha, text))]
    parts = [(label, canonical("\n\n".join(block.text for block in content))) for label, content in story.parts]
    back = canonical("\n\n".join(f"**{label.shown}**\n\n{text}" for label, text in parts))
    note = draft(section, Kind.STORY, "", back, [row], label=" ".join(beside))
    aside = next((text for text in beside if len(text) <= MOST_BESIDE), "")
    asked = f"{plain(question)} ({aside})" if aside else plain(question)
    front = asked if question else front_of(section, next(iter(beside), ""), note)
    return replace(note, front=front, sections=tuple((label.name, text) for label, text in parts))
