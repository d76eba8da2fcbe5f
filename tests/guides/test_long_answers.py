"""Answers of ready cards that are too long for one card."""

from __future__ import annotations

from flashcards.guides.reading import read_guide

LINE = "A line of the answer says one thing after another until it is about as long as a line of an answer is, and ends."
ANSWER = "\n".join(f"   {number}{LINE}" for number in ("", "Then ", "Next ", "Last ", "Again ", "And "))


def _cards(text: str) -> list[tuple[str, str]]:
    return [(note.front, note.back) for note in read_guide(text.encode(), "guide.md").notes]


def test_a_long_answer_is_asked_line_by_line_and_loses_nothing() -> None:
    cards = _cards(f"# Notes\n\nQ: What is said?\nA: {ANSWER.strip()}\n")
    assert len(cards) == 2
    assert all(front.startswith("What is said?") and len(back) <= 600 for front, back in cards)
    assert len({front for front, _ in cards}) == 2
    assert " ".join("\n".join(back for _, back in cards).split()) == " ".join(ANSWER.split())


def test_lines_with_labels_are_asked_by_them() -> None:
    answer = "\n".join(f"   {name}: {LINE} {LINE}" for name in ("Volumes", "Shares", "Buckets"))
    fronts = [front for front, _ in _cards(f"# Notes\n\nQ: What differs?\nA: {answer.strip()}\n")]
    assert fronts == ["What differs? (Volumes)", "What differs? (Shares)", "What differs? (Buckets)"]


def test_a_short_answer_and_lines_that_were_only_broken_stay_as_they_are() -> None:
    assert len(_cards("# Notes\n\nQ: What is said?\nA: One line.\n   And another one.\n")) == 1
    broken = "\n".join(["   word after word without an end, so that the line was only broken and goes"] * 12)
    assert len(_cards(f"# Notes\n\nQ: What is said?\nA: {broken.strip()}\n")) == 1


def test_a_card_with_an_id_or_a_comment_or_in_a_deck_stays_one() -> None:
    answer = f"A: {ANSWER.strip()}\n"
    assert len(_cards(f"# Notes\n\nQ: What is said? ^said\n{answer}")) == 1
    assert len(_cards(f'# Notes\n\nQ: What is said?\n{answer}\n<!-- card: {{"level": "L6"}} -->\n')) == 1
    assert len(_cards(f"---\ntags: [flashcards]\n---\n\n# Notes\n\nQ: What is said?\n{answer}")) == 1
