"""What is mended in a guide's text before it is read: fences in fences, tags of components."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from flashcards.guides.reading import read_guide
from flashcards.guides.source_text import with_first_numbers, with_outer_fences, without_tags


def cards(text: str) -> list[tuple[tuple[str, ...], str]]:
    return [(note.heading, note.front) for note in read_guide(text.encode(), "guide.md").notes]


def test_a_fence_of_markdown_may_hold_a_fence() -> None:
    inner = "```md\n**Reads:** They go to the nearest copy.\n\n```python\nx = 1\n```\n\n**Writes:** They go to the leader.\n```\n"

    assert with_outer_fences(inner).split("\n")[0] == "````md"
    assert cards(f"# Copies\n\n{inner}\n## Leases\n\nA lease is a lock that ends by itself.\n") == [
        ((), "Reads (Copies)?"),
        ((), "Writes (Copies)?"),
        (("Leases",), "What is a lease?"),
    ]


def test_a_fence_without_a_name_in_one_of_markdown_does_not_turn_the_rest_inside_out() -> None:
    fence = "```markdown\n**Evolution:** Fields are only added.\n\n```\n# Version 1\nGET /v1\n```\n"

    found = cards(f"# Fields\n\n{fence}\n## Queues\n\nA queue is a buffer.\n")

    assert found == [((), "Evolution (Fields)?"), (("Queues",), "What is a queue?")]


def test_fences_that_stand_one_after_the_other_stay_as_they_are() -> None:
    text = "```markdown\na\n```\n\n```\nb\n```\n\n```python\nc\n```\n"

    assert with_outer_fences(text) == text


def test_tags_of_components_are_not_in_the_way_of_what_they_hold() -> None:
    box = '<Callout type="tip">\n**Backoff:** Each wait is longer.\n</Callout>\n\n'
    text = '<Term id="h">Hedging</Term> is a second call at once.'

    assert without_tags(box + text) == "\n**Backoff:** Each wait is longer.\n\n\nHedging is a second call at once."


def test_tags_that_only_colour_a_term_do_not_hide_it() -> None:
    assert cards('# Balancing\n\n- <mark style="color:red;">**Round robin**</mark>**:** each server in turn\n') == [
        ((), "Round robin (Balancing)?")
    ]


def test_types_code_and_blanks_are_no_components() -> None:
    text = "A List<String> is a type, so is `<Item id=1>`.\nDear <Old Manager>,\n```jsx\n<Tabs>\n```\n    x"

    assert without_tags(text) == text


@given(st.text(alphabet="`~<>/AbT =\n", max_size=200))
def test_lines_stay_where_they_were(text: str) -> None:
    assert with_outer_fences(text).count("\n") == text.count("\n")
    assert without_tags(text).count("\n") == text.count("\n")


def test_a_numbered_list_below_an_item_may_go_on_counting() -> None:
    text = "# Doors\n\n1. Waiting room\n   2. One queue for each event\n   3. Who leaves it may buy\n2. Shards\n   10. By event\n"

    (note,) = read_guide(text.encode(), "guide.md").notes

    lower = "    1.  One queue for each event\n    2.  Who leaves it may buy\n"
    assert note.back == f"1.  Waiting room\n{lower}2.  Shards\n    1.  By event"


def test_in_a_fence_numbers_stay_as_they_are() -> None:
    text = "```text\n1. a\n   2. b\n```\n"

    assert with_first_numbers(text) == text
