"""Sentences about the guide, and to its reader, are left out of what is told beside them; all else stays."""

from __future__ import annotations

import pytest

from flashcards.guides.asides import closed, is_aside, talks, without_asides
from flashcards.guides.reading import read_guide

FACT = "A queue is a list of jobs that wait."


@pytest.mark.parametrize(
    "aside",
    [
        "This section goes through the parts of a queue.",
        "This lecture will cover how they fail.",
        "This article talks about why they grow.",
        "This method will help you answer in a calm way.",
        "(It will be covered in more depth next lesson.)",
        "In the next chapter we meet the topic.",
        "The diagram below shows how they are joined.",
        "I will discuss these in detail.",
        "We will see more of it in the next chapter.",
        "I have some older notes about this.",
        "Use this as a quick reference on the day.",
        "See [this talk](talk.md) for the numbers.",
        "Please see 'Draining a queue' below.",
        "Let's look at a small one first.",
        "Feel free to browse my other notes on brokers.",
        "Let me know if you find a better one!",
        "Drop a comment with the broker you like best.",
        "I hope this helps!",
        "If yes, reply with the name of a broker.",
    ],
)
def test_a_sentence_about_the_guide_or_to_its_reader_is_cut_wherever_it_stands(aside: str) -> None:
    last = "Who takes the first one is called a worker."

    assert without_asides(f"{FACT} {aside} {last}") == (f"{FACT} {last}", ((len(FACT) + 1, f"{aside} "),))
    assert without_asides(f"{FACT}\n{aside}")[0] == FACT


@pytest.mark.parametrize(
    "sentence",
    [
        "This section of the log is kept for a week.",
        "I will address it with the team on Monday.",
        "I have three people who know it.",
        "This will ensure you are prepared for the interview.",
        "Let's say that two workers take the same job.",
        "Please the reader, and the writer waits.",
        "The table below the desk shows some wear: nobody minds.",
    ],
)
def test_a_sentence_of_the_subject_stays(sentence: str) -> None:
    assert without_asides(f"{FACT} {sentence}") == (f"{FACT} {sentence}", ())


def test_a_paper_that_was_named_before_is_not_the_guide() -> None:
    text = "Each decision is written into a document. This document describes what else was weighed."

    assert without_asides(text) == (text, ())
    assert is_aside("This document describes what else was weighed.")


def test_nothing_is_cut_out_of_what_is_stressed_or_quoted() -> None:
    text = '**Wait first. Let me know if it is full.** They say: "Push. This section covers pushing."'

    assert without_asides(text) == (text, ())


def test_what_led_in_to_a_list_still_does() -> None:
    assert without_asides("Good jobs are small. I will explain these from the worker's side:")[0] == "Good jobs are small:"


def test_a_whole_paragraph_to_the_reader_is_refused_even_below_a_question() -> None:
    guide = read_guide(
        f"# Queues\n\n## What is a queue?\n\n{FACT}\n\nGood luck tomorrow!\n\nStay tuned for more.\n".encode(), "a.md"
    )

    assert [note.back for note in guide.notes] == [FACT]
    assert [skip.reason for skip in guide.skips] == ["encouragement", "about the guide itself"]
    assert talks("Stay tuned for more.")
    assert not talks("Stay with the oldest job.")


def test_an_item_loses_its_aside_and_says_so() -> None:
    text = "# Queues\n\n## Parts of a queue\n\n- The head, read first\n- The tail. This chapter covers the tail later on.\n"
    guide = read_guide(text.encode(), "a.md")

    assert [note.back for note in guide.notes] == ["-   The head, read first\n-   The tail."]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(6, "about the guide itself")]


@pytest.mark.parametrize(
    ("back", "left"),
    [
        (f"{FACT} Here are some kinds:", FACT),
        (f"{FACT}\n\nSome of the parts it has:\n![parts](parts.png)", FACT),
        ("Here are some kinds:", "Here are some kinds:"),
        ("Let's look at two kinds:\n\n-   Fair\n-   Strict", "-   Fair\n-   Strict"),
        (f"{FACT} It can be full in two ways:", f"{FACT} It can be full in two ways:"),
        (f"{FACT} Here are some kinds:\n\n-   Fair", f"{FACT} Here are some kinds:\n\n-   Fair"),
    ],
)
def test_a_last_sentence_that_leads_in_to_nothing_is_left_out(back: str, left: str) -> None:
    assert closed(back) == left


def test_a_card_does_not_end_with_what_leads_in_to_a_picture() -> None:
    text = f"# Queues\n\n## What is a queue?\n\n{FACT}\n\nSome of the parts it has:\n![parts](parts.png)\n"

    assert [note.back for note in read_guide(text.encode(), "a.md").notes] == [FACT]
