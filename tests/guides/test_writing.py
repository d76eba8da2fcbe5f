"""Notes written as a guide and read again: always the same notes."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flashcards.core import cloze
from flashcards.core.models import CRITERIA, FOLLOW_UPS, Form, Kind, NoteDraft
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
    """The guide, once it is sure that it gives the drafts back; those of one heading may come before those of another."""
    text, lost = write_guide(deck, drafts)
    assert lost == []
    assert sorted(read(text), key=str) == sorted((replace(draft, heading=()) for draft in drafts), key=str)
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


def asked(front: str, *follow_ups: str, **more: Any) -> NoteDraft:
    """A question of a bank."""
    sections = ((FOLLOW_UPS, "\n".join(f"- {line}" for line in follow_ups)),) if follow_ups else ()
    return replace(NOTE, front=front, back="\n".join(f"-   {line}" for line in follow_ups), sections=sections, **more)


def test_questions_to_be_told_are_lists_under_their_headings() -> None:
    at = ("Questions", "Ownership")
    text = comes_back(
        asked(
            "Tell me about a pager.", "Who was paged?", "Who paid?", principles=("Ownership",), heading=at, explicit_id="pager"
        ),
        asked("Tell me about a budget.", level="L7", principles=("Ownership",), heading=at, explicit_id="budget"),
        asked(
            "Tell me about a graph.", "What did it hide?", principles=("Dive Deep",), heading=("Questions",), explicit_id="graph"
        ),
    )
    assert text == (
        '---\ndeck: "Deck"\n---\n\n# Questions\n\n'
        "-   Tell me about a graph. (Dive Deep) ^graph\n    -   What did it hide?\n\n## Ownership\n\n"
        "-   Tell me about a pager. ^pager\n    -   Who was paged?\n    -   Who paid?\n-   Tell me about a budget. (L7) ^budget\n"
    )


def test_the_example_of_the_documentation_is_what_is_written() -> None:
    page = (Path(__file__).parents[2] / "docs" / "guide-format.md").read_text()
    example = page.split("## What an export looks like")[1].split("```markdown\n")[1].split("```")[0]
    guide = read_guide(example.encode(), "notes.md")
    assert [one.is_drilled for one in guide.notes] == [True, True, False]
    assert write_guide(guide.deck, [replace(one, heading=(guide.title, *one.heading)) for one in guide.notes]) == (example, [])


def test_a_story_stands_under_its_heading_and_other_cards_of_it_above() -> None:
    parts = {"Situation": "I had 40 pages a week.", "Action": "I read them all.", "Result": "4 pages a week."}
    story = NoteDraft(
        Kind.STORY, "Story: The pager?", "\n\n".join(f"**{name}**\n\n{said}" for name, said in parts.items()),
        ("Stories", "The pager"), 0, 0, "a", sections=tuple(parts.items()),
    )  # fmt: skip
    text = comes_back(story, replace(NOTE, heading=story.heading, explicit_id="b"))
    assert text.endswith(f"\n\n## The pager ^a\n\nQ: What? ^b\nA: That.\n\n---\n\n{story.back}\n")


def test_bold_lines_stand_in_a_fold_where_they_are_no_headings() -> None:
    text = comes_back(replace(NOTE, back="**L6**\n\n-   one\n\n**L7**\n\n-   two", explicit_id="a"))
    assert text.endswith("Q: What? ^a\n\n??? answer\n\n    **L6**\n\n    -   one\n\n    **L7**\n\n    -   two\n")


def test_what_most_notes_share_stands_above_them() -> None:
    dated = [replace(NOTE, front=f"{number}?", tags=("x",), as_of="2026") for number in range(3)]
    text = comes_back(*dated, replace(NOTE, level="L5"))
    assert text.startswith('---\ndeck: "Deck"\ntags: ["x"]\nas_of: "2026"\n---\n')
    assert text.count("<!--") == 1
    assert '{"tags": [], "level": "L5", "as_of": null}' in text


def test_a_heading_that_would_be_asked_itself_is_left_out() -> None:
    notes = [replace(NOTE, front=front, heading=("Guide", "Trust", "Tell me about a failure.")) for front in ("One?", "Two?")]
    assert "## Trust\n\nQ: One?" in comes_back(*notes)


def test_each_heading_stands_once() -> None:
    where = [("Guide", "A"), ("Guide", "B"), ("Guide", "A", "C"), ("Guide",), ("Guide", "A")]
    text = comes_back(*(replace(NOTE, front=f"{place}?", heading=heading) for place, heading in enumerate(where)))
    assert [line for line in text.split("\n") if line.startswith(("#", "Q:"))] == [
        "# Guide", "Q: 3?", "## A", "Q: 0?", "Q: 4?", "### C", "Q: 2?", "## B", "Q: 1?",
    ]  # fmt: skip


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


HEADINGS = (
    "Limits",
    "What is a queue?",
    "Ownership",
    "L6 expectations",
    "Follow-up questions",
    "Round 1 (30 minutes)",
    "`x` *y* <b>",
)
words = st.sampled_from([*TRICKY, *PAYLOADS[::9], "a", "b", "\n", "\n\n", " ", "==", "{{c1::", "}}", "::", "Q: ", "A: "])
sides = st.lists(words, min_size=1, max_size=4).map("".join).map(lambda text: canonical(text.replace("\0", "")).strip())
drafts = st.builds(
    NoteDraft,
    kind=st.sampled_from(Kind),
    front=sides.filter(bool),
    back=sides,
    heading=st.lists(st.sampled_from(HEADINGS), max_size=3).map(lambda names: ("Guide", *names)),
    line=st.just(0),
    end_line=st.just(0),
    level=st.sampled_from([None, "L5", "L6", "L7"]),
    sections=st.sampled_from([(), ((FOLLOW_UPS, "- Why?"),), ((CRITERIA, "- Owns it"), ("Approach", "Slowly"))]),
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


def test_guides_of_one_deck_stay_apart_under_their_titles() -> None:
    titles = [("A::B", "Terms"), ("A::B", "B"), ("A::B", "Terms"), ("A::C", "Words")]
    folder = write_folder([(deck, replace(NOTE, front=f"{at}?", heading=(title,))) for at, (deck, title) in enumerate(titles)])
    assert folder.places == {"A/B/Terms.md": [0, 2], "A/B.md": [1], "A/C.md": [3]}
    assert "\n# Words\n" in folder.texts["A/C.md"]


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
