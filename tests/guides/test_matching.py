from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.models import Kind, NoteDraft
from flashcards.guides.matching import Known, Status, content_key, is_probably_another_guide, match_notes

NOTHING = Known({}, {})


def draft(front: str, back: str = "answer", explicit_id: str | None = None) -> NoteDraft:
    return NoteDraft(Kind.FACT, front, back, (), 1, 1, explicit_id)


def stored(*drafts: NoteDraft) -> Known:
    """As if these had been imported before, with ids from 1."""
    keys = {content_key(each): note_id for note_id, each in enumerate(drafts, start=1)}
    return Known({each.explicit_id: (keys[content_key(each)], content_key(each)) for each in drafts if each.explicit_id}, keys)


def pairs(drafts: list[NoteDraft], known: Known, coming: set[str] | None = None) -> list[tuple[str, int | None]]:
    return [(match.status.value, match.note_id) for match in match_notes(drafts, known, coming or set())]


def test_content_is_both_sides_and_nothing_else() -> None:
    key = content_key(draft("a", "b"))
    assert key == content_key(replace(draft("a", "b", "id"), heading=("Elsewhere",), line=9, tags=("x",), kind=Kind.CONCEPT))
    assert (
        len(
            {
                key,
                content_key(draft("a", "c")),
                content_key(draft("c", "b")),
                content_key(draft("ab", "")),
                content_key(draft("", "ab")),
            }
        )
        == 5
    )


def test_what_nobody_knows_is_added() -> None:
    assert pairs([draft("a"), draft("b")], NOTHING) == [("added", None), ("added", None)]


def test_the_same_text_is_the_same_note_wherever_it_stands() -> None:
    assert pairs([replace(draft("a"), heading=("Moved",), line=7)], stored(draft("a"))) == [("same", 1)]


def test_an_id_goes_before_the_text() -> None:
    known = stored(draft("a", explicit_id="x"), draft("b"))
    assert pairs([draft("b", explicit_id="x")], known) == [("changed", 1)]
    assert pairs([draft("a", explicit_id="x")], known) == [("same", 1)]
    assert pairs([draft("a", explicit_id="y")], known) == [("same", 1)]


def test_an_id_used_twice_counts_the_first_time_only() -> None:
    known = stored(draft("a", explicit_id="x"))
    assert pairs([draft("b", explicit_id="x"), draft("c", explicit_id="x")], known) == [("changed", 1), ("added", None)]


def test_a_new_text_that_stands_twice_is_added_once() -> None:
    assert pairs([draft("a"), draft("a"), draft("b")], NOTHING) == [("added", None), ("same", None), ("added", None)]


def test_a_text_an_earlier_guide_brings_is_not_added_again() -> None:
    assert pairs([draft("a")], NOTHING, {content_key(draft("a"))}) == [("same", None)]


def test_two_cards_that_swap_their_ids_swap_their_texts() -> None:
    known = stored(draft("a", explicit_id="x"), draft("b", explicit_id="y"))
    assert pairs([draft("b", explicit_id="x"), draft("a", explicit_id="y")], known) == [("changed", 1), ("changed", 2)]


drafts = st.builds(draft, st.sampled_from("abcd"), st.sampled_from("12"), st.sampled_from([None, None, "x", "y"]))


@given(st.lists(drafts, max_size=6), st.lists(drafts, max_size=6))
def test_every_note_gets_one_answer_and_never_a_stored_note_that_is_not_there(old: list[NoteDraft], new: list[NoteDraft]) -> None:
    known = stored(*old)
    matches = match_notes(new, known)
    assert [match.draft for match in matches] == new
    for match in matches:
        assert match.status in (Status.ADDED, Status.CHANGED, Status.SAME)
        assert (match.note_id is None) or 1 <= match.note_id <= len(old)
        assert (match.status is not Status.ADDED) or match.note_id is None
        assert (match.status is not Status.CHANGED) or match.note_id is not None


def test_under_a_third_in_common_is_probably_another_guide() -> None:
    known = [content_key(draft(letter)) for letter in "abcdef"]
    assert is_probably_another_guide(known, [draft(letter) for letter in "avwxyz"])
    assert not is_probably_another_guide(known, [draft(letter) for letter in "abwxyz"])


def test_a_guide_that_lost_or_gained_many_cards_is_itself() -> None:
    known = [content_key(draft(letter)) for letter in "abcdef"]
    assert not is_probably_another_guide(known, [draft("a")])
    assert not is_probably_another_guide(known[:1], [draft(letter) for letter in "abcdef"])


def test_a_guide_that_had_no_cards_is_no_question() -> None:
    assert not is_probably_another_guide([], [draft("a")])


def test_a_new_note_that_takes_the_old_text_of_a_reworded_one_is_added() -> None:
    known = Known({"a": (7, content_key(draft("old")))}, {content_key(draft("old")): 7})
    matches = match_notes([draft("new", explicit_id="a"), draft("old")], known)
    assert [(match.status, match.note_id) for match in matches] == [(Status.CHANGED, 7), (Status.ADDED, None)]
