"""Notes written as a guide and read again: always the same notes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core import cloze
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.canonical import canonical
from flashcards.guides.folder import write_folder
from flashcards.guides.reading import MAX_NOTES, read_guide
from flashcards.guides.writing import write_guide
from tests.payloads import PAYLOADS

NOTE = NoteDraft(Kind.QUESTION, "What?", "That.", (), 0, 0)
TRICKY = (
    "Q: again?\nA: no",
    "a :: b",
    "a ::: b ^id",
    "C: {{c1::x}}",
    "`a :: b`\n\n```md\nQ: code\nA: too\n\n---\n```",
    "# A heading\n\nbelow it",
    "Above\n\n***\n\nbelow",
    "-   one\n\n    two\n\n-   three",
    "1.  one\n2.  two",
    "> quoted\n\n<!-- -->\n\n> again",
    "| a | b |\n| --- | :-- |\n| `x` | \\| |",
    '<!-- card: {"tags": ["x"]} -->',
    "<!-- never closed",
    "--> -- > <!--",
    "ends with an id ^like-this",
    "**bold: **",
    "---",
    "===",
    "[Your example]",
    "Overview",
    "as of 2026-05, L7 leaders Dive Deep",
    "Ã©tÃ© and “quotes” ‚Äî dash",
    "a\u2028b\u0085c\u00a0d",
    "{: onclick=x }",
    "Resources:\n\n- [a](https://a.example)\n- [b](https://b.example)",
    "!!! note\n    boxed",
    "    indented code",
    "~~~\ntilde\n~~~",
    "[^1]: footnote",
    "*[HTML]: abbreviation",
    "line one  \nline two",
    "x" * 5000,
)  # fmt: skip


def read(text: str) -> list[NoteDraft]:
    return [replace(one, heading=(), line=0, end_line=0) for one in read_guide(text.encode(), "notes.md").notes]


def comes_back(*drafts: NoteDraft, deck: str = "Deck") -> str:
    """The guide, once it is sure that it gives the drafts back."""
    text, lost = write_guide(deck, drafts)
    assert lost == []
    assert read(text) == list(drafts)
    assert read_guide(text.encode(), "notes.md").deck == deck
    return text


def test_cards_are_written_as_a_person_would_write_them() -> None:
    text = comes_back(
        replace(NOTE, explicit_id="one"),
        replace(NOTE, kind=Kind.CONCEPT, front="zone", back="a data centre", form=Form.REVERSED, explicit_id="two"),
        replace(NOTE, kind=Kind.FACT, front="A {{c1::queue}}", back="", form=Form.CLOZE, explicit_id="three"),
        replace(NOTE, front="Status?", back="409", form=Form.TYPED, tags=("http", "größe"), explicit_id="four"),
        replace(NOTE, front="Steps?", back="-   one\n-   two", level="L6"),
    )
    assert text == (
        '---\ndeck: "Deck"\n---\n\n# Deck\n\nQ: What? ^one\nA: That.\n\n---\n\nzone ::: a data centre ^two\n\n'
        "C: A {{c1::queue}} ^three\n\nQ: Status? ^four\nA?: 409\n\n"
        '<!-- card: {"tags": ["http", "größe"]} -->\n\nQ: Steps?\nA:\n\n-   one\n-   two\n\n'
        '<!-- card: {"level": "L6"} -->\n'
    )


@pytest.mark.parametrize("side", TRICKY)
def test_text_that_looks_like_something_else_comes_back(side: str) -> None:
    plain = [replace(NOTE, front=f"Before {side[:3]}"), replace(NOTE, front="After")]
    comes_back(plain[0], replace(NOTE, back=side, explicit_id="a"), plain[1])
    comes_back(plain[0], replace(NOTE, front=side, explicit_id="a"), plain[1])
    comes_back(replace(NOTE, front=side, back=side, form=Form.REVERSED), plain[1])


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if "\0" not in one])
def test_hostile_text_comes_back_as_it_was(payload: str) -> None:
    comes_back(replace(NOTE, front=payload, explicit_id="x"), replace(NOTE, back=payload))


@pytest.mark.parametrize(
    "deck", ["AWS::Queues", "1. Basics", "🎯 Stories", 'a "b" \\ # c: d', "Overview", "x" * 100, "-", "[a](b)"]
)
def test_a_deck_keeps_its_name(deck: str) -> None:
    comes_back(NOTE, deck=deck)


def test_what_is_not_given_stays_away() -> None:
    """The text names a date, a level and a principle, which the note has not."""
    comes_back(replace(NOTE, back="As of 2026, L6 managers Dive Deep"), deck="L7 Bias for Action")


def test_an_empty_answer_comes_back() -> None:
    comes_back(replace(NOTE, back=""), replace(NOTE, front="Next"))


words = st.sampled_from([*TRICKY, *PAYLOADS[::9], "a", "b", "\n", "\n\n", " ", "==", "{{c1::", "}}", "::", "Q: ", "A: "])
sides = st.lists(words, min_size=1, max_size=4).map("".join).map(lambda text: canonical(text.replace("\0", "")).strip())
drafts = st.builds(
    NoteDraft,
    kind=st.sampled_from([kind for kind in Kind if kind is not Kind.STORY]),
    front=sides.filter(bool),
    back=sides,
    heading=st.just(()),
    line=st.just(0),
    end_line=st.just(0),
    level=st.sampled_from([None, "L6", "L7"]),
    as_of=st.sampled_from([None, "2026", "May 2026"]),
    tags=st.lists(st.sampled_from(["aws", "größe", "x:y", "a--b", '"q"']), unique=True, max_size=2).map(tuple),
    principles=st.lists(st.sampled_from(["Dive Deep", "Have Backbone; Disagree and Commit"]), unique=True).map(tuple),
    form=st.sampled_from([Form.BASIC, Form.REVERSED, Form.TYPED, Form.CLOZE]),
)


@settings(max_examples=60)
@given(st.lists(drafts, max_size=4, unique_by=lambda draft: (draft.front, draft.back)))
def test_any_notes_come_back(notes: list[NoteDraft]) -> None:
    known = [
        one if one.form is not Form.CLOZE or not cloze.mistake(one.front) else replace(one, form=Form.BASIC) for one in notes
    ]
    comes_back(*(replace(one, explicit_id=f"n{place}") for place, one in enumerate(known)))


def test_a_folder_has_a_guide_for_each_deck_at_a_path_every_file_system_takes() -> None:
    decks = ["A::B", "a::b", "A::B-2", "..::.hidden", "x/../y", "node_modules", "CON?*", "  ", "🎯" * 60]
    folder = write_folder([(deck, replace(NOTE, front=f"{place}?")) for place, deck in enumerate(decks)])
    assert len({path.casefold() for path in folder.texts}) == len(decks)
    assert [path for path in folder.texts if path.startswith((".", "/", "_")) or "/." in path or "?" in path] == []
    assert max(len(part.encode()) for path in folder.texts for part in path.split("/")) < 255


def test_a_large_deck_takes_several_guides_and_loses_nothing() -> None:
    notes = [("Deck", replace(NOTE, front=f"Question {number}?")) for number in range(MAX_NOTES + 3)]
    long = [("Long", replace(NOTE, front=f"{number}?", back="word " * 12_000)) for number in range(9)]
    folder = write_folder([*notes, *long])
    assert [path for path in folder.texts if path.startswith("Deck")] == ["Deck.md", "Deck-2.md"]
    assert sum(len(read(text)) for text in folder.texts.values()) == len(notes) + len(long)
    assert folder.lost == []


def test_notes_that_say_the_same_stand_in_guides_of_their_own() -> None:
    folder = write_folder([("Deck", NOTE), ("Deck", replace(NOTE, form=Form.REVERSED)), ("Deck", replace(NOTE, back="Other"))])
    assert [len(read(text)) for text in folder.texts.values()] == [2, 1]
