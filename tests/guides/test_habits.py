"""What other authors are used to: text in quotes, lists in letters, chapters that are titles."""

from __future__ import annotations

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.reading import read_guide


def _notes(text: str) -> tuple[NoteDraft, ...]:
    return read_guide(text.encode(), "guide.md").notes


def test_quotes_are_the_text_where_most_of_it_stands_in_quotes() -> None:
    said = {
        name: f"{name} keep what is written until somebody has read it, and lose nothing when a reader fails."
        for name in ("Queues", "Streams", "Journals", "Ledgers")
    }
    text = "# Stores\n\n" + "\n\n".join(f"## {name}\n\n> {told}" for name, told in said.items())
    assert [note.back for note in _notes(text)] == list(said.values())


def test_a_single_quote_stays_one() -> None:
    told = _notes("# Parts\n\n## Keys\n\nA key opens one door and is kept for a day.\n\n> A key must never be copied by hand.\n")
    assert "> A key must" in "\n".join(note.back for note in told)


def test_items_in_letters_are_questions_of_one_list() -> None:
    text = "# Questions\n\n1.        Failure\na)    Tell me a time when you failed\n\nb)    Tell me a time when you were late\n"
    assert [note.front for note in _notes(text)] == ["Tell me a time when you failed", "Tell me a time when you were late"]


def test_a_story_leaves_the_other_questions_of_its_list() -> None:
    text = (
        '# Ownership\n\n1. "Tell me about a time when you saved money."\n   1. > Situation: We paid 900 dollars for nothing.\n'
        "   2. > Task: I had to end that.\n   3. > Action: I asked everybody.\n   4. > Result: We saved 900 dollars.\n"
        '2. "Tell me about a time when you were wrong."\n'
    )
    assert sorted(note.kind for note in _notes(text)) == sorted([Kind.STORY, Kind.QUESTION])


def test_headings_in_html_stand_beside_one_another() -> None:
    text = "# Limits\n\n" + "".join(
        f"<h5>{name}</h5>\n\n| Front Side | Back Side |\n|---|---|\n| Most of {name}? | 5 |\n\n" for name in ("A", "B")
    )
    assert [(note.heading, note.front) for note in _notes(text)] == [(("A",), "Most of A?"), (("B",), "Most of B?")]


def test_the_first_chapter_is_no_title_where_the_front_matter_has_one() -> None:
    text = "---\ntitle: Notes\n---\n# Caches\n\nA cache keeps what was read.\n\n# Queues\n\nA queue keeps what waits.\n"
    assert [note.heading for note in _notes(text)] == [("Caches",), ("Queues",)]


def test_a_day_is_no_name_of_what_is_learned_on_it() -> None:
    text = "# Plan\n\n## Week 1\n\n### Schedule\n\n**Monday (1 hour)**: Retries\n- back off with jitter\n- have a budget\n"
    assert [note.front for note in _notes(text)] == ["Plan: Week 1: Retries?"]


def test_what_is_handed_in_at_the_end_of_a_week_is_no_part_of_its_exercise() -> None:
    text = (
        "# Plan\n\n## Week 1: Retries\n\n### Test\n\n**Outage Challenge**:\n```\nSCENARIO: A gateway fails once an hour\n\n"
        "TASKS:\n1. Put a breaker before it\n```\n\n**Success Criteria**:\n- ✅ Can name the three states\n- ✅ Can open it\n"
    )
    exercises = [note for note in _notes(text) if note.kind is Kind.EXERCISE]
    assert [("breaker" in note.back, "Can name" in note.back) for note in exercises] == [(True, False)]
