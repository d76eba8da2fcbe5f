from __future__ import annotations

import pytest

from flashcards.guides.document import Section
from flashcards.guides.wording import ask_section, ask_term, is_general, placeholders, plain, subject, tidy


def place(*trail: str, common: frozenset[str] = frozenset()) -> Section:
    return Section(trail, trail[1:], 1, common=common)


@pytest.mark.parametrize(
    "name",
    ["Limits", "Limits & Quotas", "Pros and cons", "Key Details", "When to Use", "Why it matters", "L6 expectations", "Step 3"],
)
def test_a_general_name_needs_what_stands_above_it(name: str) -> None:
    assert is_general(name)


@pytest.mark.parametrize("name", ["Dead-letter queues", "Limits of one topic", "CAP theorem", "EC2"])
def test_a_name_of_a_thing_needs_nothing(name: str) -> None:
    assert not is_general(name)


@pytest.mark.parametrize(
    ("trail", "front"),
    [
        (("Guide", "SQS", "Limits"), "SQS: limits?"),
        (("Guide", "Performance vs scalability"), "Performance vs scalability?"),
        (("Guide", "Overview: Leadership of one team"), "Leadership of one team?"),
        (("Guide", "Appendix", "Numbers to know"), "Numbers to know?"),
        (("Graphs cheat sheet for coding interviews", "Time complexity"), "Graphs: time complexity?"),
        (("Guide", "Cache", "Write-through"), "Cache: Write-through?"),
        (("Caching for interviews", "Invalidation"), "Caching: Invalidation?"),
        (("Storage basics", "EBS"), "EBS?"),
        (("Guide", "Sharding", "Disadvantages of sharding"), "Disadvantages of sharding?"),
        (("Guide", "Coding", "Two pointers (10 min)"), "Coding: Two pointers?"),
        (("Guide", "Pattern 2: Outbox", "Trade-offs"), "Outbox: trade-offs?"),
        (("Guide", "Cache", "What is a stampede?"), "What is a stampede?"),
        (("Guide", "Loop", "Round 2 (Peer)"), "Loop: Round 2 (Peer)?"),
        (("Guide", "A" * 50, "B" * 50), "B" * 50 + "?"),
    ],
)
def test_a_front_names_its_subject(trail: tuple[str, ...], front: str) -> None:
    assert ask_section(place(*trail)) == front


@pytest.mark.parametrize(
    ("term", "trail", "front"),
    [
        ("EC2", ("Guide", "Compute"), "EC2 (Compute)?"),
        ("Use Cases", ("Guide", "SQS"), "SQS: use cases?"),
        ("SQS limits", ("Guide", "SQS"), "SQS limits?"),
        ("Fan-out (one to many)", ("Guide", "Queues"), "Queues: Fan-out (one to many)?"),
        ("Small teams", ("Guide", "Is a queue the answer?"), "Is a queue the answer? (Small teams)"),
        ("Why?", ("Guide", "Queues"), "Why?"),
        ("FIFO", ("",), "FIFO?"),
    ],
)
def test_a_term_is_asked_with_its_heading(term: str, trail: tuple[str, ...], front: str) -> None:
    assert ask_term(term, place(*trail)) == front


def test_a_heading_that_stands_often_in_a_guide_names_nothing_alone() -> None:
    often = place("Guide", "Outage of May", "What was learned", common=frozenset({"What was learned"}))

    assert subject(often) == "Outage of May: What was learned"
    assert ask_term("Speed", often) == "Outage of May: What was learned: Speed?"


@pytest.mark.parametrize(
    ("title", "topic"),
    [
        ("The Queue Primer", "Queue"),
        ("AWS SAA-C02 Study Guide", "AWS SAA-C02"),
        ("Quick Reference Guide for Amazon L6/L7 Interviews", ""),
        ("System Design Fundamentals for Amazon L6/L7 Interviews", "System Design"),
        ("Caching", "Caching"),
    ],
)
def test_a_title_is_asked_without_what_it_says_of_the_guide(title: str, topic: str) -> None:
    assert subject(place(title)) == topic


@pytest.mark.parametrize(
    ("heading", "tidied"),
    [
        ("🎯 1. Queues:", "Queues"),
        ("2.) Spread", "Spread"),
        ("**[S3](https://example.org)**", "S3"),
        ("2.1 Limits {#limits}", "Limits"),
    ],
)
def test_a_heading_is_shown_without_decoration(heading: str, tidied: str) -> None:
    assert tidy(heading) == tidied


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a  b ", "a b"),
        ("**a** `b` [c](d)", "a b c"),
        (r"1\. &amp; _x_ y_z", "1. & x y_z"),
        ("a\nb\xa0c", "a b c"),
        ("plain.", "plain."),
    ],
)
def test_words_of_markdown_stand_on_one_line(text: str, words: str) -> None:
    assert plain(text) == words


@pytest.mark.parametrize("heading", ["1️⃣ Queues", "Queues #card", "Queues {#queues}"])
def test_a_number_in_a_box_and_the_word_that_makes_a_card_are_no_part_of_a_name(heading: str) -> None:
    assert tidy(heading) == "Queues"


@pytest.mark.parametrize(
    ("heading", "front"),
    [
        ("Explain dead letters", "Explain dead letters."),
        ("Design a queue", "Design a queue."),
        ("Explain why", "Queues: Explain why?"),
    ],
)
def test_a_heading_that_sets_a_task_asks_by_itself(heading: str, front: str) -> None:
    assert ask_section(place("Guide", "Queues", heading)) == front


@pytest.mark.parametrize("text", ["kept as [user_id, sent_at]", "a [worker, number] pair", "sent as [w1, 3]"])
def test_values_in_brackets_wait_for_nothing(text: str) -> None:
    assert placeholders(text) == []
