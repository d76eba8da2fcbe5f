"""Which note is which, on texts alone: what is certain, what is alike, what stays a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.imports import Status
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.matching import Coming, Known, Match, content_key, match_guides, plain_key
from tests.guides.stores import Stood, draft, stored


def matches(drafts: Sequence[NoteDraft], known: Known, guide_id: int | None = 1) -> tuple[Match, ...]:
    return match_guides([Coming("guide.md", "Guide", guide_id, drafts)], known)[0].matches


def pairs(drafts: Sequence[NoteDraft], known: Known, guide_id: int | None = 1) -> list[tuple[str, int | None]]:
    return [(match.status.value, match.note_id) for match in matches(drafts, known, guide_id)]


NOTHING = Known((), {})
S3 = draft("S3: max size?", "5 TB", heading=["S3"])
EBS = draft("EBS: max size?", "5 TB", heading=["EBS"])
EC2 = draft("EC2 (Compute)?", "virtual servers that are rented by the second", heading=["Compute"])
QUEUE = draft("What does a dead-letter queue hold?", "messages that were received too often without being deleted")


# What is certain


def test_content_is_both_sides_and_nothing_else() -> None:
    key = content_key(draft("a", "b"))
    assert key == content_key(replace(draft("a", "b", "id"), heading=("Elsewhere",), line=9, tags=("x",), kind=Kind.CONCEPT))
    others = [draft("a", "c"), draft("c", "b"), draft("ab", ""), draft("", "ab")]
    assert len({key, *map(content_key, others)}) == 5


def test_what_nobody_knows_is_added() -> None:
    assert pairs([draft("a"), draft("b")], NOTHING) == [("added", None), ("added", None)]


def test_the_same_text_is_the_same_note_wherever_it_stands() -> None:
    known = stored([draft("a", heading=["Old"])])
    assert pairs([draft("a", heading=["Old"], line=7)], known) == [("same", 1)]
    assert pairs([draft("a", heading=["New"])], known) == [("moved", 1)]
    assert pairs([draft("a", heading=["Old"]), draft("a", heading=["New"])], known) == [("same", 1), ("same", 1)]


def test_a_text_that_another_guide_has_too_is_not_moved_from_there() -> None:
    known = stored([draft("b")], [draft("a")])
    assert pairs([draft("b"), draft("a")], known) == [("same", 1), ("same", 2)]


def test_an_id_goes_before_the_text() -> None:
    known = stored([draft("a", explicit_id="x"), draft("b")])
    assert pairs([draft("b", explicit_id="x")], known) == [("changed", 1)]
    assert pairs([draft("a", explicit_id="x")], known) == [("same", 1)]
    assert pairs([draft("a", explicit_id="y")], known) == [("same", 1)]


def test_an_id_used_twice_counts_the_first_time_only() -> None:
    known = stored([draft("a", explicit_id="x")])
    assert pairs([draft("b", explicit_id="x"), draft("c", explicit_id="x")], known) == [("changed", 1), ("added", None)]


def test_a_new_text_that_stands_twice_is_added_once() -> None:
    assert pairs([draft("a"), draft("a"), draft("b")], NOTHING) == [("added", None), ("same", None), ("added", None)]


def test_a_text_an_earlier_guide_brings_is_not_added_again() -> None:
    first, second = match_guides([Coming("1.md", "", None, [draft("a")]), Coming("2.md", "", None, [draft("a")])], NOTHING)
    assert [first.matches[0].status, second.matches[0].status] == [Status.ADDED, Status.SAME]


def test_two_cards_that_swap_their_ids_swap_their_texts() -> None:
    known = stored([draft("a", explicit_id="x"), draft("b", explicit_id="y")])
    assert pairs([draft("b", explicit_id="x"), draft("a", explicit_id="y")], known) == [("changed", 1), ("changed", 2)]


def test_a_new_note_that_takes_the_old_text_of_a_reworded_one_is_added() -> None:
    known = stored([draft("old", explicit_id="a")])
    assert pairs([draft("new", explicit_id="a"), draft("old")], known) == [("changed", 1), ("added", None)]


# What is only spelling


@pytest.mark.parametrize(
    ("one", "other"),
    [("What is **S3**?", "what is S3"), ("`max_size`", "max_size."), ("a  b\nc", "A b c"), ("“Two” doors", "two doors")],
)
def test_white_space_case_emphasis_and_closing_signs_are_spelling(one: str, other: str) -> None:
    assert plain_key(draft(one)) == plain_key(draft(other))


@pytest.mark.parametrize(
    ("one", "other"), [("What is `*`?", "What is `.`?"), ("1.5 TB", "15 TB"), ("C++", "C"), ("-1", "1"), ("!", "?")]
)
def test_signs_that_mean_something_are_no_spelling(one: str, other: str) -> None:
    assert plain_key(draft(one)) != plain_key(draft(other))
    assert plain_key(draft("a")) != plain_key(replace(draft("a"), form=Form.REVERSED))


def test_two_guides_that_differ_in_spelling_have_one_note() -> None:
    known = stored([draft("What is S3?")])
    assert pairs([draft("What is **S3**?")], known, guide_id=None) == [("same", 1)]
    assert pairs([draft("What is **S3**?")], known) == [("changed", 1)]


# What is alike


@pytest.mark.parametrize(
    ("now", "was"),
    [
        (replace(S3, back="50 TB"), S3),
        (replace(QUEUE, back="whatever"), QUEUE),
        (replace(QUEUE, front="What does the dead letter queue keep?"), QUEUE),
        (replace(QUEUE, front="Waht dose a dead-leter queue holdd?", back="mesages that were recieved to often"), QUEUE),
        (replace(EC2, front="EC2 (Servers)?", heading=("Servers",)), EC2),
        (replace(EC2, front="Servers: EC2?", heading=("Servers",), back=EC2.back + ", or by the hour"), EC2),
        (replace(QUEUE, heading=("Elsewhere",), back="messages that were received too often"), QUEUE),
        (draft("Tell me about a quarel with your manager", ""), draft("Tell me about a quarrel with your manager.", "")),
    ],
)
def test_a_reworded_note_is_itself(now: NoteDraft, was: NoteDraft) -> None:
    assert pairs([now], stored([was])) == [("changed", 1)]


@pytest.mark.parametrize(
    ("now", "was"),
    [
        (EBS, S3),
        (draft("EBS: max size?", "5 TB"), draft("S3: max size?", "5 TB")),
        (draft("What does error 404 mean?", "not found"), draft("What does error 410 mean?", "gone for good")),
        (draft("Redis: retention?", "7 days"), draft("RDS: retention?", "7 days", heading=["Elsewhere"])),
        (draft("Team size at L7?", "30 or more"), draft("Team size at L6?", "8 to 12")),
        (draft("Advantages of a cache?", "faster reads"), draft("Drawbacks of a cache?", "stale reads")),
        (draft("Tell me about a quarrel with a peer.", ""), draft("Tell me about a quarrel with your manager.", "")),
    ],
)
def test_a_card_that_differs_in_its_subject_is_another_one(now: NoteDraft, was: NoteDraft) -> None:
    (matched,) = match_guides([Coming("guide.md", "Guide", 1, [now])], stored([was]))
    assert [match.status for match in matched.matches] == [Status.ADDED]
    assert matched.gone == (1,)


def test_a_new_sibling_does_not_take_the_place_of_one_that_went() -> None:
    kinds = ["foo", "bar", "baz", "cup", "pot"]
    old = [draft(f"What does {one} do?", f"{one} does {one} things") for one in kinds]
    new = draft("What does qux do?", "qux does qux things")
    assert pairs([*old[1:], new], stored(old))[-1] == ("added", None)


def test_a_changed_answer_among_siblings_stays_with_its_question() -> None:
    known = stored([S3, EBS])
    assert pairs([replace(S3, back="50 TB"), EBS], known) == [("changed", 1), ("same", 2)]
    assert pairs([S3, replace(EBS, back="16 TiB")], known) == [("same", 1), ("changed", 2)]


def test_two_cards_that_swap_their_answers_keep_their_questions() -> None:
    one, other = draft("Who writes the pull request?", "the author of it"), draft("Who merges the pull request?", "its reviewer")
    swapped = [replace(one, back=other.back), replace(other, back=one.back)]
    assert pairs(swapped, stored([one, other])) == [("changed", 1), ("changed", 2)]


def test_of_a_split_card_the_half_with_its_question_goes_on() -> None:
    halves = [
        replace(QUEUE, back="messages that were received too often"),
        draft("When does it get them?", "without being deleted"),
    ]
    assert pairs(halves, stored([QUEUE])) == [("changed", 1), ("added", None)]


def test_a_similar_text_of_another_guide_is_taken_only_if_it_is_gone_there() -> None:
    moved = replace(QUEUE, back="messages that were received too often and not deleted")
    known = stored([S3], [QUEUE])
    assert pairs([S3, moved], known) == [("same", 1), ("added", None)]
    both = match_guides([Coming("1.md", "Guide", 1, [S3, moved]), Coming("2.md", "Other", 2, [])], known)
    assert [match.note_id for match in both[0].matches] == [1, 2]
    assert both[1].gone == ()


def test_a_note_that_was_parked_is_found_when_it_comes_back_reworded() -> None:
    known = stored([QUEUE])
    parked = replace(known, places=[replace(place, is_gone=True) for place in known.places if isinstance(place, Stood)])
    assert pairs([replace(QUEUE, back=QUEUE.back + " in time")], parked) == [("changed", 1)]


def test_a_cloze_is_itself_only_with_the_gaps_it_had() -> None:
    one = replace(draft("A {{c1::topic}} fans out to {{c2::queues}} of its own", ""), form=Form.CLOZE)
    assert pairs([replace(one, front=one.front.replace("its own", "their own"))], stored([one])) == [("changed", 1)]
    fewer = replace(one, front="A topic fans out to {{c1::queues}} of its own")
    assert pairs([fewer], stored([one])) == [("added", None)]
    assert pairs([replace(one, form=Form.BASIC)], stored([one])) == [("added", None)]


def test_texts_of_nothing_but_signs_are_told_apart() -> None:
    assert pairs([draft("!!", "->"), draft("??", "<-")], stored([draft("??", "=>")])) == [("added", None), ("changed", 1)]


def test_the_longest_sides_there_can_be_are_compared() -> None:
    text = " ".join(f"word{number}" for number in range(8_000))
    assert pairs([draft(f"{text} end", text)], stored([draft(text, f"{text} end")])) == [("changed", 1)]


# What stays a question

TWINS = [
    draft("What keeps a queue from growing?", "consumers that are faster than producers", heading=["One"]),
    draft("What keeps the queue from growing?", "consumers that are faster than producers are", heading=["Two"]),
]
BETWEEN = replace(TWINS[0], front="What keeps one queue from growing?", heading=("Three",))


def test_a_note_that_may_be_one_of_two_is_asked_for_and_both_stay() -> None:
    (matched,) = match_guides([Coming("guide.md", "Guide", 1, [BETWEEN])], stored(TWINS))
    (match,) = matched.matches
    assert (match.status, match.note_id, set(match.candidates), matched.gone) == (Status.ASK, None, {1, 2}, ())


@pytest.mark.parametrize(
    ("answer", "expected", "gone"), [(1, ("changed", 1), (2,)), (2, ("changed", 2), (1,)), (None, ("added", None), (1, 2))]
)
def test_an_answer_is_heeded(answer: int | None, expected: tuple[str, int | None], gone: tuple[int, ...]) -> None:
    (matched,) = match_guides([Coming("guide.md", "Guide", 1, [BETWEEN], {0: answer})], stored(TWINS))
    assert [(match.status.value, match.note_id) for match in matched.matches] == [expected]
    assert matched.gone == gone


# Words of the learner's own


def reworded(known: Known, note_id: int, text: NoteDraft, said: NoteDraft) -> Known:
    """The learner gave a note another text; its guide says what it said."""
    return replace(known, wordings={**known.wordings, note_id: text}, own_words=lambda places: {note_id: said})


def test_what_the_guide_said_tells_a_note_not_what_the_learner_made_of_it() -> None:
    known = reworded(stored([QUEUE]), 1, draft("DLQ?", "poison"), QUEUE)
    assert pairs([QUEUE], known) == [("same", 1)]
    (match,) = matches([replace(QUEUE, back=QUEUE.back + " in time")], known)
    assert (match.status, match.note_id, match.is_kept) == (Status.CHANGED, 1, True)
    assert not matches([replace(QUEUE, back="other")], stored([QUEUE]))[0].is_kept


def test_a_guide_that_comes_to_say_what_the_learner_says_changes_nothing() -> None:
    mended = replace(QUEUE, back=QUEUE.back + " in time")
    assert pairs([mended], reworded(stored([QUEUE]), 1, mended, QUEUE)) == [("same", 1)]


# Two answers to one question


def test_guides_that_answer_a_question_differently_are_shown_to_each_other() -> None:
    here, there = draft("What is **latency**?", "time to answer", line=4), draft("What is latency?", "waiting time")
    (matched,) = match_guides([Coming("a.md", "A", None, [here])], stored([there]))
    assert matched.matches[0].conflicts == (1,)
    both = match_guides([Coming("a.md", "A", None, [here]), Coming("b.md", "B", None, [there])], NOTHING)
    assert [one.matches[0].conflicts for one in both] == [("b.md:1",), ("a.md:4",)]


def test_an_answer_that_is_replaced_by_this_import_is_no_conflict() -> None:
    (matched,) = match_guides([Coming("a.md", "A", 1, [replace(S3, back="50 TB")])], stored([S3]))
    assert matched.matches[0].conflicts == ()


def test_a_question_that_needs_its_heading_is_another_one_under_another_heading() -> None:
    one, other = draft("Limits?", "5 TB", heading=["S3"]), draft("Limits?", "16 TiB", heading=["EBS"])
    assert match_guides([Coming("a.md", "A", None, [other])], stored([one]))[0].matches[0].conflicts == ()
    same = replace(other, heading=("S3",))
    assert match_guides([Coming("a.md", "A", None, [same])], stored([one]))[0].matches[0].conflicts == (1,)


# Whatever comes

drafts = st.builds(
    draft,
    st.sampled_from(["a", "b", "A", "???", "!?", "What is S3?", "What is EBS?"]),
    st.sampled_from("12"),
    st.sampled_from([None, None, "x", "y"]),
)


@given(st.lists(drafts, max_size=6), st.lists(drafts, max_size=6))
def test_every_note_gets_one_answer_and_never_a_stored_note_that_is_not_there(old: list[NoteDraft], new: list[NoteDraft]) -> None:
    known = stored(old)
    (matched,) = match_guides([Coming("guide.md", "Guide", 1, new)], known)
    assert [match.draft for match in matched.matches] == new
    for match in matched.matches:
        assert match.note_id is None or match.note_id in known.wordings
        assert match.status is not Status.ADDED or match.note_id is None
        assert match.status not in (Status.CHANGED, Status.MOVED) or match.note_id is not None
    kept = {match.note_id for match in matched.matches} | {one for match in matched.matches for one in match.candidates}
    assert set(matched.gone) == {*known.wordings} - kept
