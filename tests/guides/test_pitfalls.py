from __future__ import annotations

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.reading import read_guide


def notes_of(text: str) -> list[NoteDraft]:
    return list(read_guide(f"# Guide\n\n{text}".encode(), "guide.md").notes)


def test_a_short_list_is_one_card_without_crosses() -> None:
    (note,) = notes_of("## Red flags in design\n\n- ❌ no numbers\n- ❌ no plan for failures\n")

    assert (note.kind, note.back) == (Kind.PITFALL, "-   no numbers\n-   no plan for failures")


def test_lines_with_crosses_are_a_list() -> None:
    (note,) = notes_of("## Conversation\n\n❌ talks too long\n❌ does not listen\n")

    assert (note.kind, note.back) == (Kind.PITFALL, "-   talks too long\n-   does not listen")


def test_a_long_list_is_split_into_cards_of_at_most_seven() -> None:
    notes = notes_of("## Pitfalls of caching\n\n" + "".join(f"- trap number {number}\n" for number in range(12)))

    assert [note.front for note in notes] == ["Pitfalls of caching? (1 of 2)", "Pitfalls of caching? (2 of 2)"]
    assert [note.back.count("\n") + 1 for note in notes] == [6, 6]


def test_lists_below_lines_of_their_own_are_told_with_those() -> None:
    (note,) = notes_of("## Anti-patterns\n\n### Long calls\n\nSigns:\n\n- no pause\n\nBetter:\n\n- ask first\n- end early\n")

    assert (note.kind, note.back) == (Kind.PITFALL, "Signs:\n\n-   no pause\n\nBetter:\n\n-   ask first\n-   end early")


def test_a_mistake_that_is_explained_is_a_card_of_its_own() -> None:
    notes = notes_of("## Mistakes in planning\n\n1. **Averages**: peaks fail, not averages\n2. **Guesses**: measure first\n")

    assert [(note.front, note.back) for note in notes] == [
        ("Averages (Mistakes in planning)?", "peaks fail, not averages"),
        ("Guesses (Mistakes in planning)?", "measure first"),
    ]


def test_a_list_below_a_heading_under_pitfalls_is_of_pitfalls() -> None:
    (note,) = notes_of("## Red flags\n\n### Technical\n\n- no numbers\n- no plan for failures\n")

    assert note.kind is Kind.PITFALL


def test_ticks_are_no_pitfalls() -> None:
    (note,) = notes_of("## Habits of good reviews\n\n- ✅ asks first\n- ✅ reads the tests\n")

    assert note.kind is not Kind.PITFALL
