"""Which stories show which principles. The bank of twelve and its five gaps were worked out by hand."""

from __future__ import annotations

from flashcards.core.stories.coverage import Standing, Urgency, cover
from flashcards.core.stories.principles import Principle
from flashcards.core.stories.story import Story
from flashcards.guides.competencies import PRINCIPLES as NAMES

PRINCIPLES = [Principle(name, id=number, position=number) for number, name in enumerate(NAMES, 1)]
CUSTOMER, OWNER, INVENT, RIGHT, LEARN, HIRE, BAR, BIG, ACTION, FRUGAL, TRUST, DIVE, BACKBONE, DELIVER, EMPLOYER, BROAD = NAMES

BANK = (
    ("Ledger", 5, OWNER, DELIVER, DIVE, ACTION),  # first of all four: amber
    ("Outage", 4, DIVE, OWNER, TRUST),  # first for Earn Trust
    ("Two hires", 4, HIRE, EMPLOYER, BAR),  # first for all three
    ("Team of ten", 3, HIRE, DELIVER, EMPLOYER),
    ("Price page", 3, CUSTOMER, INVENT),
    ("Refund", 4, CUSTOMER, TRUST, FRUGAL),  # first for Customer Obsession and Frugality
    ("Cheaper logs", 3, FRUGAL, INVENT, RIGHT),  # first for Are Right, A Lot: the oldest of three equals
    ("Rewrite refused", 3, BACKBONE, RIGHT, ACTION),
    ("Vendor", 2, BACKBONE, LEARN, BIG),  # too weak to count
    ("Course", 3, LEARN, BAR),
    ("Platform", 3, BIG, RIGHT),
    ("Carbon report", 2, BROAD),  # too weak to count
)
"""Title, strength, primary principle, further ones."""


def story(story_id: int, title: str, strength: int, *principles: str) -> Story:
    return Story(id=story_id, guid=f"guid {story_id}", title=title, strength=strength, principles=principles)


STORIES = [story(number, *row) for number, row in enumerate(BANK, 1)]


def test_the_bank_of_twelve_has_the_gaps_that_were_worked_out_by_hand() -> None:
    assert [(gap.urgency, gap.name) for gap in cover(PRINCIPLES, STORIES).gaps] == [
        (Urgency.RED, BROAD),  # Carbon report has strength 2: none, so it comes first
        (Urgency.RED, LEARN),  # Course; Vendor has strength 2
        (Urgency.RED, BIG),  # Platform; Vendor has strength 2
        (Urgency.RED, BACKBONE),  # Rewrite refused; Vendor has strength 2
        (Urgency.AMBER, "Ledger"),  # four principles
    ]


def test_a_gap_says_how_much_is_missing() -> None:
    told = {gap.name: gap for gap in cover(PRINCIPLES, STORIES).gaps}
    assert (told[LEARN].urgency, told[LEARN].told) == (Urgency.RED, "One story of strength 3 or more; aim for 2 at least.")
    assert told[BROAD].told == "No story of strength 3 or more; aim for 2 at least."
    assert told["Ledger"].told.startswith(f"The strongest story for 4 principles ({OWNER}; {ACTION}; {DIVE}; {DELIVER})")


def test_every_cell_stands_in_the_row_of_a_principle_its_story_shows() -> None:
    matrix = cover(PRINCIPLES, STORIES)
    shown = {(row.principle.name, story_id) for row in matrix.rows for story_id in row.cells}
    assert shown == {(name, one.id) for one in STORIES for name in one.principles}
    assert [row.principle.name for row in matrix.rows] == list(NAMES)


def test_the_first_story_of_a_principle_is_the_strongest_then_the_one_for_which_it_is_primary_then_the_oldest() -> None:
    def first(*stories: Story) -> str | None:
        found = cover(PRINCIPLES[:1], stories).rows[0].first
        return found.title if found else None

    weak, strong = story(1, "weak", 2, CUSTOMER), story(2, "strong", 3, OWNER, CUSTOMER)
    primary, younger = story(3, "primary", 3, CUSTOMER), story(4, "younger", 3, CUSTOMER)
    assert first(weak, strong) == "strong"
    assert first(weak, strong, primary, younger) == "primary"
    assert first(younger, primary) == "primary"
    assert first() is None


def test_a_story_is_overused_from_the_fourth_principle_on_that_it_is_first_for() -> None:
    matrix = cover(PRINCIPLES, [story(1, "three", 3, *NAMES[:3]), story(2, "four", 3, *NAMES[3:7])])
    assert [matrix.is_overused(number) for number in (1, 2)] == [False, True]


def test_a_cell_says_how_well_the_story_is_known_for_that_principle_alone() -> None:
    known = Standing(7, recall=0.8)
    matrix = cover(PRINCIPLES, STORIES, {(1, 2): known})
    standings = {row.principle.name: row.cells[1].standing for row in matrix.rows if 1 in row.cells}
    assert standings == {OWNER: known, ACTION: None, DIVE: None, DELIVER: None}


def test_an_empty_bank_is_red_all_over() -> None:
    assert {gap.urgency for gap in cover(PRINCIPLES, []).gaps} == {Urgency.RED}
    assert len(cover(PRINCIPLES, []).gaps) == len(PRINCIPLES)
