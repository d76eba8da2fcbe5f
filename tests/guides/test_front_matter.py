from __future__ import annotations

from flashcards.guides.front_matter import MAX_CHARACTERS, read_front_matter
from flashcards.guides.reading import read_guide


def test_values_are_text_whatever_they_look_like() -> None:
    matter = read_front_matter("---\ntitle: SQS\nfree: no\nday: 2026-01-01\nat: 1:30\ntags: [a, b]\n---\n# SQS\n")

    assert matter.values == {"title": "SQS", "free": "no", "day": "2026-01-01", "at": "1:30", "tags": "a\nb"}
    assert (matter.line_count, matter.skip) == (7, None)


def test_a_rule_in_the_first_line_is_no_front_matter() -> None:
    assert read_front_matter("---\n\nSome text: here\n---\n").line_count == 4
    assert read_front_matter("---\n\n# A guide\n\n---\n").line_count == 0


def test_front_matter_that_is_not_closed_is_named_and_the_guide_is_read() -> None:
    guide = read_guide(b"---\ntitle: SQS\ntags: a\n\n# Queues\n\n- **FIFO**: in order\n", "a.md")

    assert [(skip.line, skip.reason) for skip in guide.skips] == [
        (1, 'the front matter is not closed; add a line "---" after line 3')
    ]
    assert [(note.front, note.line) for note in guide.notes] == [("FIFO (Queues)?", 7)]


def test_malformed_front_matter_is_named_with_its_line_and_the_guide_is_read() -> None:
    guide = read_guide(b"---\ntitle: [Topic] X\n---\n# Queues\n\n- **FIFO**: in order\n", "a.md")

    assert guide.skips[0].line == 1
    assert guide.skips[0].reason.startswith("the front matter is not valid YAML (line 2:")
    assert [note.line for note in guide.notes] == [6]
    assert guide.front_matter == {}


def test_huge_or_deep_front_matter_is_named() -> None:
    huge = read_front_matter(f"---\ntitle: {'a' * MAX_CHARACTERS}\n---\n")
    deep = read_front_matter(f"---\ntitle: {'[' * 5000}\n---\n")

    assert huge.skip is not None
    assert "more than 16,000 characters" in huge.skip.reason
    assert deep.skip is not None
    assert "not valid YAML" in deep.skip.reason


def test_aliases_cannot_grow() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 40))]

    matter = read_front_matter("---\n" + "\n".join(lines) + "\n---\n")

    assert matter.values["a0"] == "x\nx"
    assert matter.values["a39"] == ""


def test_blank_lines_may_stand_above_front_matter() -> None:
    matter = read_front_matter("\n\n---\ntitle: SQS\n---\n# SQS\n")
    broken = read_front_matter("\n---\ntitle: [Topic] X\n---\n# SQS\n")

    assert (matter.values, matter.line_count) == ({"title": "SQS"}, 5)
    assert broken.skip is not None
    assert "line 3:" in broken.skip.reason


def test_each_of_several_values_has_its_line() -> None:
    matter = read_front_matter("---\ngoals:\n  - Name the limits,\n    all of them\n  - Draw it\n---\n")

    assert matter.values == {"goals": "Name the limits, all of them\nDraw it"}


def test_title_deck_tags_and_level_of_the_front_matter_are_used() -> None:
    raw = b"---\ntitle: Queues\ndeck: AWS::Messaging \ntags: [aws, how to]\nlevel: l6\n---\n# Other\n\n- **FIFO**: in order\n"

    guide = read_guide(raw, "docs/a.md")

    assert (guide.title, guide.deck) == ("Queues", "AWS::Messaging")
    assert (guide.notes[0].tags, guide.notes[0].level) == (("aws", "how-to"), "L6")


def test_toml_is_read_too() -> None:
    guide = read_guide(
        b'+++\ntitle = "Queues"\nday = 2026-01-01\ntags = ["a", "b"]\n[extra]\nx = 1\n+++\n\nA queue is a buffer.\n', "a.md"
    )

    assert guide.title == "Queues"
    assert guide.front_matter == {"title": "Queues", "day": "2026-01-01", "tags": "a\nb", "extra": ""}
    assert [(note.line, note.front, note.tags) for note in guide.notes] == [(9, "What is a queue?", ("a", "b"))]


def test_toml_that_is_no_toml_is_named_with_its_line() -> None:
    guide = read_guide(b"+++\ntitle = Queues\n+++\n\nA queue is a buffer.\n", "a.md")

    assert "not valid TOML (" in guide.skips[0].reason
    assert "line 2" in guide.skips[0].reason
