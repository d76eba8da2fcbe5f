"""Sections of paragraphs and lists: which cards they give beyond those of the golden guides."""

from __future__ import annotations

import pytest

from flashcards.core.models import Guide
from flashcards.guides.reading import read_guide
from flashcards.guides.shapes.definitions import beginning, question_for

PLACE = "# Queues\n\n## Delivery of messages\n\n"


def read(text: str) -> Guide:
    return read_guide((PLACE + text).encode(), "guide.md")


def cards(text: str) -> list[tuple[str, str]]:
    return [(note.front, note.back) for note in read(text).notes]


def test_paragraphs_that_are_short_together_are_one_card() -> None:
    assert cards("One.  Two is longer than that.\n\nThree.\n") == [
        ("Delivery of messages?", "One.  Two is longer than that.\n\nThree.")
    ]


def test_a_long_paragraph_is_asked_in_pieces_of_whole_sentences() -> None:
    sentence = "Each message is kept until a worker has confirmed it. "

    assert [note.back for note in read(sentence * 20).notes] == [(sentence * 11).strip(), (sentence * 9).strip()]


def test_a_text_below_another_of_its_heading_is_asked_by_its_beginning() -> None:
    formula = "```text\nDepth = messages sent + messages sent again\n```\n\n"
    text = "If a worker dies in the middle of its work, its messages come back to the queue."

    assert [front for front, _ in cards(f"{formula}{text}")][1:] == [
        "Delivery of messages: “If a worker dies in the middle of …”",
    ]


def test_what_is_said_of_a_thing_does_not_say_what_it_is() -> None:
    guide = read_guide(b"# Queues\n\n## Batching\n\nBatching is a slow way to send, and the cheapest.\n", "guide.md")

    assert [note.front for note in guide.notes] == ["Queues: Batching?"]


def test_a_paragraph_that_ends_in_a_lead_to_the_sections_below_is_offered() -> None:
    below = "### Push\n\nThe broker sends.\n\n### Pull\n\nThe worker asks."
    text = f"Delivery has changed over the years. It comes in two kinds:\n\n{below}"

    assert [(note.front, note.is_offered) for note in read(text).notes][:1] == [("Delivery of messages?", True)]


def test_a_line_that_leads_in_to_a_list_is_asked_where_the_heading_is_asked_already() -> None:
    long = f"{'Messages wait until they are read. ' * 16}\n\n"

    assert cards(f"{long}Send them again when:\n\n- nobody confirmed\n- a worker died\n")[1:] == [
        ("Delivery of messages: Send them again when?", "-   nobody confirmed\n-   a worker died")
    ]


def test_a_line_whose_list_is_on_other_cards_is_named() -> None:
    guide = read("There are two kinds:\n\n- **Once**: may be lost\n- **Again**: may come twice\n")

    assert [note.front for note in guide.notes] == ["Once (Delivery of messages)?", "Again (Delivery of messages)?"]
    assert [(skip.line, skip.reason) for skip in guide.skips] == [(5, "a line that only leads in to what is elsewhere")]


def test_many_short_items_stand_a_few_to_a_card() -> None:
    guide = read("".join(f"- kind {number}\n" for number in range(11)))

    assert [(note.front, note.back.count("\n") + 1, note.is_offered) for note in guide.notes] == [
        ("Delivery of messages? (1 of 2)", 6, False),
        ("Delivery of messages? (2 of 2)", 5, False),
    ]


def test_up_to_ten_brief_items_are_one_answer() -> None:
    ((front, back),) = cards("".join(f"- kind {number}\n" for number in range(10)))

    assert (front, back.count("\n") + 1) == ("Delivery of messages?", 10)


def test_items_with_lines_below_them_are_asked_as_headings_are() -> None:
    found = cards(
        "- Ways to confirm\n  - when a message was read\n  - when the work that it asked for is done, and written down\n"
        "- Reasons to send again\n  - nobody confirmed in time, be it that the worker died or that its network did\n"
        "  - the worker said that it could not do the work now\n  - somebody asks for it by hand, after a fault is mended\n"
    )

    assert [front for front, _ in found] == [
        "Delivery of messages: Ways to confirm?",
        "Delivery of messages: Reasons to send again?",
    ]


def test_items_of_a_long_list_are_all_on_cards() -> None:
    items = [
        f"The worker number {number} confirms every message that it has read, and asks for the next one." for number in range(9)
    ]
    found = cards("".join(f"- {item}\n" for item in items))

    assert [front for front, _ in found] == ["Delivery of messages? (1 of 2)", "Delivery of messages? (2 of 2)"]
    assert all(any(item in back for _, back in found) for item in items)


def test_long_sentences_of_a_list_are_asked_one_by_one() -> None:
    rest = "confirms every message that it has read, and asks for the next one, unless its own line of work is full. "
    guide = read("".join(f"- The worker number {number} {rest}{rest}{rest}\n" for number in range(4)))

    assert len(guide.notes) == 4
    assert not any(note.is_offered for note in guide.notes)
    assert all(note.front.endswith("…”") for note in guide.notes)


def test_what_stands_before_a_line_that_leads_nowhere_is_kept() -> None:
    assert cards("A message is kept until a worker has confirmed it. For example:\n") == [
        ("Delivery of messages?", "A message is kept until a worker has confirmed it.")
    ]


def test_a_callout_in_a_quote_is_a_box() -> None:
    assert cards("> [!TIP]\n> Keep the visibility timeout above the longest job.\n") == [
        ("Delivery of messages?", "Keep the visibility timeout above the longest job.")
    ]


def test_tips_of_a_few_words_are_asked_together() -> None:
    guide = read_guide(
        b"# Loop\n\n## Final tips for the day\n\n- **Be brief** - Save time\n- **Show impact** - Use numbers\n", "a.md"
    )

    assert [note.back for note in guide.notes] == ["-   **Be brief** - Save time\n-   **Show impact** - Use numbers"]


def test_an_item_too_long_for_a_card_is_asked_part_by_part() -> None:
    part = "".join(f"    - {'a worker that is slow ' * 8}\n" for _ in range(3))

    assert [front for front, _ in cards(f"- Two ways to send:\n\n  Once\n\n{part}\n  Again\n\n{part}\n- Other\n")] == [
        "Two ways to send: Once?",
        "Two ways to send: Again?",
        "Delivery of messages?",
    ]


@pytest.mark.parametrize("text", ["![a diagram](a.png)\n", "The following table shows the limits.\n", "See the picture below:\n"])
def test_what_only_shows_or_points_is_no_card(text: str) -> None:
    assert cards(text) == []


def test_a_quote_is_an_answer() -> None:
    assert cards("> Every message comes once, or is told to be lost.\n") == [
        ("Delivery of messages?", "> Every message comes once, or is told to be lost.")
    ]


def test_a_heading_that_says_nothing_is_asked_only_for_what_it_defines() -> None:
    introduced = "# Queues\n\n## Introduction\n\n"

    assert read_guide(f"{introduced}Queues were long thought to be simple things.\n".encode(), "a.md").notes == ()
    assert [note.front for note in read_guide(f"{introduced}A queue is a line of messages.\n".encode(), "a.md").notes] == [
        "What is a queue?"
    ]


@pytest.mark.parametrize("label", ["Success of a candidate (2026)", "Interviewer feedback"])
def test_praise_is_no_card(label: str) -> None:
    assert cards(f'**{label}**: "I was glad that I had learned the limits."\n') == []


def test_a_task_in_quotes_is_answered_by_the_code_below_it() -> None:
    assert cards('**Scenario 1**: "Keep the order of a customer"\n\n```python\nsend(key=customer)\n```\n') == [
        ("Keep the order of a customer", "```python\nsend(key=customer)\n```")
    ]


def test_code_that_nobody_could_write_from_memory_is_for_reading() -> None:
    guide = read("```python\n" + "work()\n" * 50 + "```\n")

    assert guide.notes == ()
    assert [skip.reason for skip in guide.skips] == ["too long for a card"]


def test_a_list_with_the_front_of_a_text_above_is_asked_for_what_else_there_is() -> None:
    table = "| Way | Cost |\n|---|---|\n| Push | one cent a message |\n\n"
    text = f"A message is delivered once.\n\n{table}- by the broker, as it comes\n- by hand, when nothing else helps\n"

    assert [front for front, _ in cards(text)] == [
        "Delivery of messages?",
        "Push: Cost (Delivery of messages)?",
        "Delivery of messages: what else?",
    ]


@pytest.mark.parametrize(
    ("text", "front"),
    [
        ("Escalation occurs when two teams ask the manager above them.", "What is Escalation?"),
        ("This occurs when nobody is in charge of the queue.", None),
        ("A sour mood is used to describe a team that no longer asks.", "What is a sour mood?"),
        ("A spare key is used to open the lab at night.", None),
    ],
)
def test_what_a_word_stands_for_is_asked(text: str, front: str | None) -> None:
    assert question_for(text, "") == front


@pytest.mark.parametrize(
    ("text", "begun"),
    [
        ("Teams that grow large (engineers, designers, testers) stop to know what others do.", "Teams that grow large"),
        (
            "A vote (by hand, by mark, or in writing) settles what an hour of talk did not.",
            "A vote (by hand, by mark, or in writing)",
        ),
        ("Teams that grow (over ten people) stop to know what all of them do.", "Teams that grow (over ten people) stop to"),
    ],
)
def test_a_beginning_does_not_end_within_brackets(text: str, begun: str) -> None:
    assert beginning(text) == begun


def test_a_text_below_the_title_is_asked_if_it_tells_of_what_the_title_names() -> None:
    chapter = "\n\n## Eviction\n\nEviction is the removal of an entry.\n"
    told = read_guide(f"# Caching\n\nA cache's purpose is to answer without the store.{chapter}".encode(), "a.md")
    greeting = read_guide(f"# Caching\n\nIn this guide you will see what caching is all about.{chapter}".encode(), "a.md")

    assert [note.front for note in told.notes] == ["Caching?", "What is Eviction?"]
    assert [note.front for note in greeting.notes] == ["What is Eviction?"]


def test_a_list_and_the_code_below_it_need_not_fit_on_one_card() -> None:
    confirms = "confirms each message that it has read, after its work is done and written."
    items = "".join(f"- Worker {number} {confirms}\n" for number in range(6))
    found = cards(f"{items}```console\n$ queue confirm --all --wait 30\n```\n")

    assert [front for front, _ in found] == ["Delivery of messages?"]
    assert found[0][1].count("confirms each") == 6


def test_an_item_that_is_one_long_text_is_asked_in_pieces() -> None:
    sentence = "Each message is kept until a worker has confirmed it, and sent again where nobody does. "
    guide = read(f"- {sentence * 9}\n- Short ones stay whole.\n")

    assert [note.back for note in guide.notes][:2] == [(sentence * 6).strip(), (sentence * 3).strip()]


def test_a_long_text_beside_a_label_is_asked_in_pieces() -> None:
    sentence = "Each message is kept until a worker has confirmed it, and sent again where nobody does. "
    first, second = cards(f"**Keeping:** {sentence * 9}\n")

    assert first == ("Keeping (Delivery of messages)?", (sentence * 6).strip())
    assert second[0].startswith("Keeping (Delivery of messages): ")


def test_a_sentence_that_counts_leads_in_to_the_list_below_it() -> None:
    told = "A message is kept until a worker has confirmed it.\n\n" * 12
    found = cards(f"{told}There are two ways to confirm a message.\n\n- at once\n- after the work\n")

    assert found[-1][0] == "Delivery of messages: Ways to confirm a message?"
