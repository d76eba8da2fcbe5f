"""The contents of a guide, the pages it is cut into, and the names links give to its headings."""

from __future__ import annotations

import pytest

from flashcards.guides.blocks import read_blocks
from flashcards.guides.links import linked_guide
from flashcards.guides.outline import MOST_HEADINGS, MOST_LINES, Part, contents, headings, part_at, parts, slug_key, slugs


def cut(text: str) -> tuple[Part, ...]:
    return parts(read_blocks(text), text)


def section(heading: str, paragraphs: int) -> str:
    return f"{heading}\n\n" + "text\n\n" * paragraphs


def test_a_short_guide_is_one_page() -> None:
    (page,) = cut("# Queues\n\ntext\n\n## SQS\n\n- a\n")
    assert (page.line, page.end_line) == (1, 7)


def test_a_guide_without_text_is_one_empty_page() -> None:
    assert cut("") == (Part(1, 1, ()),)


def test_a_long_guide_is_cut_before_its_main_headings() -> None:
    text = "# Guide\n\n" + "".join(section(f"## {number}", 90) for number in range(5))
    pages = cut(text)
    assert len(pages) == 3
    assert all(page.blocks[0].kind == "heading" for page in pages)
    assert [page.blocks[0].mark for page in pages[1:]] == ["2", "2"]


def test_a_section_longer_than_a_page_is_cut_at_its_own_headings() -> None:
    text = section("## One", 2) + "".join(section(f"### {number}", 60) for number in range(6))
    pages = cut(text)
    assert [page.blocks[0].mark for page in pages] == ["2", "3"]


@pytest.mark.parametrize("repeated", ["text\n\n", "- item\n", "1. item\n", "# heading\n", "    code\n\n\n", "| a |\n"])
def test_no_page_grows_with_the_guide_and_no_line_is_lost(repeated: str) -> None:
    text = "| a |\n|---|\n" * repeated.startswith("|") + repeated * 3_000
    pages = cut(text)
    shown = sum(block.end_line - block.line + 1 for page in pages for block in page.blocks)
    assert shown >= 3_000
    assert all(page.end_line - page.line < MOST_LINES or len(page.blocks) == 1 for page in pages)
    assert all(before.end_line < after.line for before, after in zip(pages, pages[1:], strict=False))


def test_the_items_of_a_long_list_keep_their_numbers() -> None:
    first, second, *_ = cut("".join(f"{number}. item\n" for number in range(1, 900)))
    assert first.blocks[0].mark == "1"
    assert int(second.blocks[0].mark) == second.line


def test_a_page_is_found_by_any_line_it_has() -> None:
    pages = cut("# a\n\n" + "text\n\n" * 600)
    assert [part_at(pages, line) for line in (1, pages[1].line - 1, pages[1].line, 10**6)] == [0, 0, 1, len(pages) - 1]


def test_contents_have_as_many_levels_as_fit() -> None:
    known = headings(read_blocks("# Title\n\n## A\n\n### a\n\n#### i\n"))
    assert [heading.text for heading in contents(known)] == ["A", "a"]
    many = headings(read_blocks("# Title\n\n## A\n\n" + "### a\n\n" * (MOST_HEADINGS + 1)))
    assert [heading.text for heading in contents(many)] == ["A"]
    assert contents(headings(read_blocks("# a\n" * (2 * MOST_HEADINGS)))) == ()


def test_headings_are_known_by_the_names_of_mkdocs_and_github_and_of_their_author() -> None:
    named = slugs(read_blocks("# Scale & cost\n\n## SQS\n\n## SQS\n\n## Own {#short-name}\n\n## Größe\n"))
    asked = ["scale-cost", "scale--cost", "sqs", "sqs-1", "sqs_1", "short-name", "große", "groe"]
    assert [named.get(slug_key(name)) for name in asked] == [1, 1, 3, 5, 5, 7, 9, 9]


KNOWN = {"aws/sqs.md": 1, "aws/index.md": 2, "leadership/principles.md": 3, "alone.md": 4}


@pytest.mark.parametrize(
    ("href", "leads"),
    [
        ("sqs.md", (1, "")),
        ("./sqs.md#limits", (1, "limits")),
        ("../leadership/principles.md", (3, "")),
        ("../leadership/principles/", (3, "")),
        ("../aws/", (2, "")),
        ("#limits", (2, "limits")),
        ("../other/alone.md", (4, "")),
        ("../alone.md?x=1", (4, "")),
        ("missing.md", None),
        ("https://example.com/sqs.md", None),
        ("//example.com/sqs.md", None),
        ("javascript:alert(1)", None),
        ("http://[", None),
        ("../../../../etc/passwd", None),
    ],
)
def test_links_lead_to_imported_guides_only(href: str, leads: tuple[int, str] | None) -> None:
    assert linked_guide(href, "aws/index.md", KNOWN) == leads


def test_a_file_name_that_two_guides_have_is_no_answer() -> None:
    assert linked_guide("x/sqs.md", "a.md", {"one/sqs.md": 1, "two/sqs.md": 2}) is None
