from __future__ import annotations

import pytest

from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.terms import Term, read_plain_term, read_term


@pytest.mark.parametrize(
    "text",
    [
        "**ACK**: done",
        "**ACK:** done",
        "**ACK** - done",
        "**ACK** – done",
        "**ACK** → done",
        "**ACK** = done",
        "__ACK__: done",
        "*ACK*: done",
        "_ACK_ - done",
        "*ACK:* done",
        "[ACK](https://example.org/ack) - done",
        "**[ACK](https://example.org/ack)**: done",
        "🎯 **ACK** : done",
        "**ACK**\ndone",
    ],
)
def test_a_term_is_read_in_every_spelling(text: str) -> None:
    assert read_term(text) == Term("ACK", "done")


@pytest.mark.parametrize(
    "text", ["ACK: done", "**ACK** done", "*ACK* done", "[ACK](https://example.org) done", "**10 min**: done", "`a` b"]
)
def test_other_beginnings_are_no_marked_terms(text: str) -> None:
    assert read_term(text) is None


def test_brackets_behind_a_term_belong_to_it() -> None:
    assert read_term("`ack` (positive): done") == Term("`ack` (positive)", "done")


def test_a_sentence_that_defines_its_term_is_the_whole_explanation() -> None:
    assert read_term("**ACK** means done") == Term("ACK", "**ACK** means done")


def test_a_term_may_only_have_to_begin_its_sentence() -> None:
    assert read_term("**ACK** tells it", begins=True) == Term("ACK", "**ACK** tells it")


@pytest.mark.parametrize("text", ["Ack: done", "Ack - done", "Ack – done", "Ack = done", "Ack → done", "Ack : done"])
def test_a_plain_term_is_read_in_every_spelling(text: str) -> None:
    assert read_plain_term(text) == Term("Ack", "done")


@pytest.mark.parametrize(
    "text", ["Is it done? Yes: done", "well-known", "one two three four five six seven: done", "10-20 min: done"]
)
def test_other_lines_have_no_plain_term(text: str) -> None:
    assert read_plain_term(text) is None


def fronts(text: str) -> list[str]:
    return [note.front for note in read_guide(f"# Queues\n\n{text}\n".encode(), "a.md").notes]


@pytest.mark.parametrize(
    "text",
    [
        "## Lessons of a failure\n\n- **Humility**: knowing what you do not know\n- **Calm**: waiting before you act\n",
        "## Competencies\n\n- **Team growth**: managing ten people well\n- **Craft**: good choices of tools\n",
        "## What interviews ask\n\n- **60% People**: teams, and what they do\n- **40% Work**: plans\n",
    ],
)
def test_a_few_words_beside_each_trait_are_asked_together(text: str) -> None:
    assert len(fronts(text)) == 1


def test_a_lesson_that_says_what_to_do_is_asked_alone() -> None:
    alarm = "- **Alarm on age**: the depth of a queue alone tells you nothing of use"
    owner = "- **Name an owner**: each queue has a team that is paged"

    assert fronts(f"## Lessons of a failure\n\n{alarm}\n{owner}") == [
        "Alarm on age (Lessons of a failure)?",
        "Name an owner (Lessons of a failure)?",
    ]


def test_terms_of_several_lists_are_asked_by_the_line_above_theirs() -> None:
    keep = "Ways to keep:\n\n- **Disk**: survives\n- **Memory**: is lost\n\n"
    send = "Ways to send:\n\n- **Push**: at once\n- **Pull**: when asked\n"
    guide = read_guide(f"# Guide\n\n## Queues\n\n{keep}{send}".encode(), "guide.md")

    assert [note.front for note in guide.notes] == [
        "Disk (Ways to keep)?",
        "Memory (Ways to keep)?",
        "Push (Ways to send)?",
        "Pull (Ways to send)?",
    ]


def test_a_list_of_terms_in_html_is_one() -> None:
    text = "<dl>\n  <dt>Queue</dt>\n  <dd>keeps what waits</dd>\n  <dt>Topic</dt>\n  <dd>tells all who listen</dd>\n</dl>\n"
    guide = read_guide(f"# Guide\n\n## Brokers\n\n{text}".encode(), "guide.md")

    assert [(note.front, note.back) for note in guide.notes] == [
        ("Queue (Brokers)?", "keeps what waits"),
        ("Topic (Brokers)?", "tells all who listen"),
    ]
