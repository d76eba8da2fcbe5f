from __future__ import annotations

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.reading import read_guide


def notes_of(text: str) -> dict[str, NoteDraft]:
    return {note.front: note for note in read_guide(f"# Guide\n\n## Ownership\n\n{text}".encode(), "guide.md").notes}


def test_headings_of_two_levels_are_a_card_each_and_one_of_both() -> None:
    notes = notes_of("### L6 focus\n\n- one system\n- its on-call\n\n### L7 focus\n\n- several systems\n- their cost\n")

    assert {front: note.level for front, note in notes.items()} == {
        "Ownership: L6 focus?": "L6",
        "Ownership: L7 focus?": "L7",
        "Ownership: L6 vs L7 focus?": None,
    }
    pair = notes["Ownership: L6 vs L7 focus?"]
    assert pair.kind is Kind.COMPARISON
    assert pair.back.index("one system") < pair.back.index("several systems")


def test_labels_of_two_levels_are_compared_too() -> None:
    notes = notes_of("**L6 focus**: one system\n**L7 focus**: several systems\n")

    assert notes["Ownership: L6 vs L7 focus?"].back == "-   **L6**: one system\n-   **L7**: several systems"


def test_terms_that_both_levels_explain_are_compared_one_by_one() -> None:
    notes = notes_of(
        "### L6 targets\n\n- **Team**: 10\n- **Budget**: $1M\n\n### L7 targets\n\n- **Team**: 50\n- **Budget**: $9M\n"
    )

    assert notes["Team: L6 vs L7 targets?"].back == "-   **L6**: 10\n-   **L7**: 50"


def test_a_level_alone_is_no_pair() -> None:
    assert not any(" vs " in front for front in notes_of("### L6 focus\n\n- one system\n- its on-call\n"))


def test_other_topics_are_no_pair() -> None:
    notes = notes_of("### L6 focus\n\n- one system\n- on-call\n\n### L7 hiring\n\n- many teams\n- managers\n")

    assert not any(" vs " in front for front in notes)


def test_lists_too_long_together_stay_apart() -> None:
    five = "".join(f"- thing number {number}\n" for number in range(5))

    assert set(notes_of(f"### L6 focus\n\n{five}\n### L7 focus\n\n{five}")) == {"Ownership: L6 focus?", "Ownership: L7 focus?"}
