"""What a paragraph is about, by its own words."""

from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.definitions import first_sentences
from flashcards.guides.shapes.topics import topic_of

TOPICS = (
    ("**Waiting room** -- everybody stands there until a seat is free.", "Waiting room"),
    ("Order book: it holds what nobody has bought yet.", "Order book"),
    ("If the lease runs out, somebody else may take the lock.", "if the lease runs out"),
    ("You must tell the others when a queue is full.", "when a queue is full"),
    ("When moving keys you should warm the new node first.", "when moving keys"),
    ("To keep old readers going, new fields are optional.", "how to keep old readers going"),
    ("Using a second index, two lists are read at once.", "using a second index"),
    ("There are three ways to split a log: by time, by key or by size.", "ways to split a log"),
    ("In a small team, the person on call is asked first.", "the person on call"),
    ("However, most tables with a single writer are never locked.", "most tables with a single writer"),
    ("Systems that have no spare part are as weak as that.", "Systems that have no spare part"),
    ("Avoid locks that outlive their owner.", "what to avoid"),
    ("Ask the team for one number.", "what to ask"),
    ("The server can store each value twice.", "what can the server store"),
)
UNNAMED = (
    "It is faster than that.",
    "This means that they wait for each other.",
    "You can add a second room to your house.",
    "Why is the queue so long?",
    "For this to work they must agree.",
    "Note: the rooms are small on the third floor.",
)


@pytest.mark.parametrize(("text", "topic"), TOPICS)
def test_a_paragraph_is_named_by_its_term_its_clause_or_its_subject(text: str, topic: str) -> None:
    assert topic_of(text, "Leases") == topic.replace("Waiting room", "Waiting room")


@pytest.mark.parametrize("text", UNNAMED)
def test_what_points_back_or_asks_or_speaks_to_the_reader_names_nothing(text: str) -> None:
    assert not topic_of(text, "Leases")


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Leases offer a way out of a lock that nobody holds.", "what do they offer"),
        ("A lease is useful for work that must not be done twice.", "what is it useful for"),
        ("Leases are used to name one leader.", "what are they used for"),
    ],
)
def test_of_what_the_heading_names_it_is_asked_what_is_said_of_it(text: str, topic: str) -> None:
    assert topic_of(text, "Lease") == topic


LONG = "A lease is a lock that ends by itself. " + "Whoever holds it must ask for it again before that. " * 10


def test_below_the_card_of_a_heading_a_paragraph_that_tells_is_asked_by_what_it_is_about() -> None:
    further = (
        "Clocks of two hosts drift apart, so a lease ends earlier for its holder than for all others.",
        "The owner of an expired lease must not write. For example, its last write may have been on the way for a minute.",
        "I once saw a lease that was older than the host it was taken on.",
    )
    notes = read_guide("\n\n".join(["# Locks\n\n## Leases", LONG, *further]).encode(), "guide.md").notes

    assert [(note.front, note.is_offered) for note in notes[1:]] == [
        ("Leases: “Clocks of two hosts drift apart, so …”", True),
        ("Leases: the owner of an expired lease?", False),
        ("Leases: “I once saw a lease that …”", True),
    ]


def test_a_paragraph_that_goes_on_from_the_one_above_it_shares_its_card() -> None:
    both = "The owner of an expired lease must not write.\n\nFor example, its last write may have been on the way for a minute."
    notes = read_guide(f"# Locks\n\n## Leases\n\n{LONG}\n\n{both}".encode(), "guide.md").notes

    assert [(note.front, note.back) for note in notes[1:]] == [("Leases: the owner of an expired lease?", both)]


def test_no_sentence_ends_behind_an_initial() -> None:
    assert first_sentences("C.A.L.M. is a way to wait. It works.", 0) == "C.A.L.M. is a way to wait."


def test_a_question_stands_without_the_room_for_its_answer() -> None:
    questions = b"1. How many copies are there? __\n2. Who reads them? __"
    notes = read_guide(b"# Speed\n\n**Quick questions**\n\n" + questions, "guide.md").notes

    assert [note.front for note in notes] == ["How many copies are there?", "Who reads them?"]
