"""The bundled decks are guides like any other: every card comes out as meant, and so do the examples in the guide format."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from flashcards.core.models import Guide, NoteDraft
from flashcards.guides.reading import read_guide
from tests.guides.test_golden_guides import shown

ROOT = Path(__file__).parent.parent
DECKS = ROOT / "decks"
CARDS_IN = {
    "aws/aws-services.md": 13,
    "leadership/leadership-principles.md": 11,
    "system-design/system-design-basics.md": 14,
}
EXAMPLE = "system-design/caching.md"
"""A piece in every form; tests/golden/caching.json says what comes of it."""
BANK = "leadership/behavioural-questions.md"
"""Drilled, never reviewed: test_question_bank.py looks at it."""
FRONTS_THE_READER_WRITES = {
    "alb": "ALB (Layer and use of a load balancer)?",
    "aurora-storage": "How does Aurora store its data?",
    "bulkhead": "Bulkhead (Containing a failing dependency)?",
    "cache-aside": "What is Cache-aside?",
    "consistency-levels": "Which consistency levels should you be able to name, strongest first?",
    "dynamodb-limits": "DynamoDB: Limits on size and throughput?",
    "dynamodb-when-not": "DynamoDB: when not to use it?",
    "have-backbone": "Have Backbone; Disagree and Commit (What interviewers probe for)?",
}
FRONTS_OF_THE_EXAMPLES = {
    "What does a dead-letter queue hold?",
    "Poison message",
    "At most once (Delivery guarantees)?",
    "At least once (Delivery guarantees)?",
    "What is Fan-out?",
    "Fan-out: trade-offs?",
    "What is a visibility timeout?",
    "A standard queue delivers {{c1::at least once}} and in {{c2::no order::which order?}}.",
    "A FIFO queue keeps order within a ==message group==.",
    "Idempotent",
}
LEFTOVER_MARK = re.compile(r" :: |(?:^|\s)\^[\w-]+|^[QA]:", re.MULTILINE)


def bundled(path: str) -> Guide:
    return read_guide((DECKS / path).read_bytes(), path)


def bundled_cards() -> list[NoteDraft]:
    return [note for path in CARDS_IN for note in bundled(path).notes]


def test_every_bundled_deck_is_counted_here() -> None:
    assert {path.relative_to(DECKS).as_posix() for path in DECKS.rglob("*.md")} == {*CARDS_IN, EXAMPLE, BANK}


def test_the_guide_in_every_form_gives_the_cards_its_golden_file_shows() -> None:
    golden = json.loads((Path(__file__).parent / "golden" / "caching.json").read_text(encoding="utf-8"))
    assert shown(bundled(EXAMPLE)) == golden


@pytest.mark.parametrize("path", CARDS_IN)
def test_front_matter_names_title_deck_description_and_version(path: str) -> None:
    front_matter = yaml.safe_load((DECKS / path).read_text(encoding="utf-8").split("---\n")[1])
    assert all(front_matter[key] for key in ("title", "deck", "description", "version"))
    assert (bundled(path).title, bundled(path).deck) == (front_matter["title"], front_matter["deck"])


@pytest.mark.parametrize(("path", "count"), CARDS_IN.items())
def test_a_deck_gives_the_cards_it_means_and_skips_only_its_introduction(path: str, count: int) -> None:
    guide = bundled(path)
    assert len(guide.notes) == count
    assert len(guide.skips) == 1
    assert guide.skips[0].line < guide.notes[0].line


def test_there_are_enough_cards_to_start_and_not_too_many() -> None:
    assert 28 <= len(bundled_cards()) <= 40


def test_every_card_can_be_reviewed_and_recalled_as_one_answer() -> None:
    for card in bundled_cards():
        assert not card.is_drilled, card.front
        assert 0 < len(card.back) < 400, card.front


def test_no_mark_of_the_guide_format_is_left_on_a_card() -> None:
    assert not [card.front for card in bundled_cards() if LEFTOVER_MARK.search(f"{card.front}\n{card.back}")]


def test_fronts_are_unique() -> None:
    fronts = [card.front for card in bundled_cards()]
    assert len(set(fronts)) == len(fronts)


def test_every_card_has_an_id_of_its_own_so_that_progress_outlives_a_new_version() -> None:
    ids = [card.explicit_id for card in bundled_cards()]
    assert None not in ids
    assert len(set(ids)) == len(ids)


def test_fronts_made_from_headings_terms_and_labels_read_as_meant() -> None:
    fronts = {card.explicit_id: card.front for card in bundled_cards()}
    assert {own_id: fronts.get(own_id) for own_id in FRONTS_THE_READER_WRITES} == FRONTS_THE_READER_WRITES


def test_leadership_cards_name_their_principle() -> None:
    cards = {card.explicit_id: card.principles for card in bundled("leadership/leadership-principles.md").notes}
    assert cards["have-backbone"] == ("Have Backbone; Disagree and Commit",)
    assert cards["two-way-door"] == ("Bias for Action",)


def test_the_examples_in_the_guide_format_give_the_cards_it_promises() -> None:
    page = (ROOT / "docs" / "guide-format.md").read_text(encoding="utf-8")
    written_by_hand, _, _ = re.split(r"^## (?:What an export looks like|Images)$", page, flags=re.MULTILINE)
    front_matter, *examples = re.findall(r"^```markdown\n(.*?)^```$", written_by_hand, re.MULTILINE | re.DOTALL)
    guide = read_guide("\n".join([front_matter, "\n***\n".join(examples)]).encode(), "queues.md")
    assert {note.front for note in guide.notes} == FRONTS_OF_THE_EXAMPLES
    assert {(note.level, note.tags) for note in guide.notes} == {("L6", ("aws", "queues")), ("L7", ("queues",))}
    assert (guide.title, guide.deck, guide.skips) == ("Queues", "AWS::Messaging", ())
