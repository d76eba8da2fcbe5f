from __future__ import annotations

from flashcards.guides.blocks import read_blocks
from flashcards.guides.document import Section, read_document
from flashcards.guides.reading import read_guide


def sections(text: str) -> list[Section]:
    return list(read_document(text)[1].walk())[1:]


def test_the_first_heading_of_level_one_is_the_title_and_in_no_path() -> None:
    title, root = read_document("# Queues\n\n## SQS\n\n### Limits\n")

    assert title == "Queues"
    assert [section.path for section in root.walk()] == [(), ("SQS",), ("SQS", "Limits")]


def test_a_bold_line_alone_is_a_heading_one_level_below_the_current_one() -> None:
    found = sections("## SQS\n\n**Limits:**\n- a\n\n**Use cases**\n- b\n\n### FIFO\n")

    assert [(section.path, section.is_label) for section in found] == [
        (("SQS",), False),
        (("SQS", "Limits"), True),
        (("SQS", "Use cases"), True),
        (("SQS", "FIFO"), False),
    ]


def test_a_bold_sentence_is_no_heading() -> None:
    assert sections("**This is important.**\n\ntext\n") == []


def test_a_label_after_a_bold_lines_content_stands_beside_it() -> None:
    found = sections("## SQS\n\n**Use cases**\n\n- a\n\n**Limits**: b\n")

    assert [[block.line for block in section.blocks] for section in found] == [[7], [5]]


def test_repeated_headings_have_paths_of_their_own() -> None:
    found = sections("## A\n\n### Answer\n\n### Answer\n\n## B\n\n### Answer\n")

    assert [section.path for section in found if "Answer" in section.path[-1]] == [
        ("A", "Answer"),
        ("A", "Answer (2)"),
        ("B", "Answer"),
    ]


def test_headings_lose_emoji_numbers_anchors_and_their_id() -> None:
    (section,) = sections("## 🎯 2. **Dive** [Deep](x.md): {#deep} ^dive\n")

    assert (section.heading, section.path, section.explicit_id) == ("Dive Deep", ("Dive Deep",), "dive")


def test_a_number_inside_a_heading_stays() -> None:
    (section,) = sections("## 3. OAuth 2.0 flows\n")

    assert section.heading == "OAuth 2.0 flows"


def test_blocks_know_their_lines_without_trailing_blanks() -> None:
    blocks = read_blocks("text\n\n- a\n\n  b\n\n\n```py\nx\n```\n\n| a |\n|---|\n| 1 |\n")

    assert [(block.kind, block.line, block.end_line) for block in blocks] == [
        ("paragraph", 1, 1),
        ("list", 3, 5),
        ("code", 8, 10),
        ("table", 12, 14),
    ]


def test_only_a_line_feed_ends_a_line() -> None:
    assert [block.line for block in read_blocks("a\u2028b\x85c\n\nd\n")] == [1, 3]


def test_admonitions_and_tabs_hold_blocks() -> None:
    blocks = read_blocks('!!! tip "Note this"\n    - a\n\n=== "Linux"\n    b\n\nTitle\n===\n')

    assert [(block.kind, block.text) for block in blocks] == [
        ("admonition", "Note this"),
        ("admonition", "Linux"),
        ("heading", "Title"),
    ]
    assert blocks[0].children[0].kind == "list"


def test_reference_links_are_made_whole() -> None:
    assert read_blocks("See [the docs][1] and `[1]`.\n\n[1]: https://example.org/a\n")[0].text == (
        "See [the docs](https://example.org/a) and `[1]`."
    )


def test_an_unclosed_fence_is_named_and_the_rest_is_read() -> None:
    guide = read_guide(b"# A\n\n## Code\n\n```python\nx = 1\n# a comment\n\n## Words\n\n- **FIFO**: in order\n", "a.md")

    assert [(skip.line, skip.reason) for skip in guide.skips] == [
        (5, "a code fence that is never closed; add a line ``` where the code ends")
    ]
    assert [(note.front, note.line) for note in guide.notes] == [("FIFO (Words)?", 11)]


def test_an_unclosed_fence_with_no_heading_below_is_named() -> None:
    guide = read_guide(b"# A\n\n~~~~\n- **FIFO**: in order\n", "a.md")

    assert [skip.line for skip in guide.skips] == [3]


def test_a_list_a_hundred_levels_deep_is_named() -> None:
    deep = "\n".join("  " * level + "- a" for level in range(100))

    guide = read_guide(f"# A\n\n{deep}\n\nb\n".encode(), "a.md")

    assert guide.skips[0].line == 3
    assert guide.skips[0].reason.startswith("nested too deeply")


def test_twelve_levels_are_read_whole() -> None:
    text = "\n".join("  " * level + f"- level {level}" for level in range(12))

    guide = read_guide(f"# A\n\n## Levels of the tree\n\n{text}\n".encode(), "a.md")

    assert "level 11" in guide.notes[0].back


def test_hostile_nesting_is_refused_calmly() -> None:
    for hostile in ("> " * 20_000, "- " * 20_000, "[" * 50_000, "`" * 50_000, "**a" * 20_000, "<a " * 20_000):
        assert read_guide(f"# A\n\n{hostile}\n".encode(), "a.md").title == "A"


def test_below_a_preface_the_first_of_several_chapters_is_no_title() -> None:
    preface = "How a team of twelve hires, from the first notes of an interview to the talk in which all of them agree.\n\n"
    chapters = "# Notes\n\na\n\n# Talk\n\nb\n"

    assert read_document(chapters)[0] == "Notes"
    assert read_document("Draft\n\n" + chapters)[0] == "Notes"
    assert read_document(preface + chapters)[0] == ""
    assert read_document(preface + "# Notes\n\n## Talk\n\nb\n")[0] == "Notes"


def test_a_quote_with_a_heading_is_a_box_of_that_name() -> None:
    found = sections("## Debrief\n\n> ### In short\n> Decide once.\n\nThen write.\n")

    assert [(section.path, [block.text for block in section.blocks]) for section in found] == [
        (("Debrief",), ["Then write."]),
        (("Debrief", "In short"), ["Decide once."]),
    ]


def test_the_chapters_of_a_guide_do_not_stand_below_a_bold_line_that_has_text_of_its_own() -> None:
    found = sections("**Contents**\n\n- [Queues](#queues)\n\n## Queues\n\n## Topics\n")

    assert [section.path for section in found] == [("Contents",), ("Queues",), ("Topics",)]


def test_a_bold_line_right_above_a_heading_holds_it() -> None:
    found = sections("# A\n\n**Part one**\n\n### Queues\n")

    assert [section.path for section in found] == [("Part one",), ("Part one", "Queues")]


def test_a_quoted_heading_alone_is_a_heading() -> None:
    found = sections("## Calls\n\n> ### Retries\n\nThree at most.\n")

    assert [section.path for section in found] == [("Calls",), ("Calls", "Retries")]


def test_breaks_at_the_end_of_a_line_say_nothing() -> None:
    (items,) = read_blocks("- read once<br>\n- read again <br/><br />\n")

    assert [item.children[0].text for item in items.children] == ["read once", "read again"]
