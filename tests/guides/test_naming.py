from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.guides.naming import deck_name, readable
from flashcards.guides.reading import context_line


@pytest.mark.parametrize(
    ("path", "title", "deck"),
    [
        ("docs/behavioral/l6-scenarios.md", "L6 Scenarios", "Behavioral::L6 Scenarios"),
        ("system-design/aws/index.md", "Everything about AWS", "System Design::AWS"),
        ("README.md", "Primer", "Primer"),
        ("aws/aws.md", "AWS", "AWS"),
        ("a.md", "1. 🎯 Story bank:", "Story bank"),
        ("a.md", "std::vector", "std: vector"),
        ("", "", "Guide"),
    ],
)
def test_the_deck_is_the_folders_and_the_title(path: str, title: str, deck: str) -> None:
    assert deck_name(path, title) == deck


def test_the_front_matter_decides_on_the_deck() -> None:
    assert deck_name("docs/a/b.md", "B", "AWS:: ::Queues") == "AWS::Queues"


@given(st.text(), st.text(), st.text())
def test_no_part_of_a_deck_is_empty_or_long(path: str, title: str, wanted: str) -> None:
    parts = deck_name(path, title, wanted).split("::")

    assert all(part.strip() == part and 0 < len(part) <= 100 for part in parts)


def test_a_guide_without_a_title_is_called_by_its_file() -> None:
    assert readable("docs/system-design/aws_services.md") == "AWS Services"
    assert readable("docs/system-design/README.md") == "System Design"


def test_a_context_line_names_title_and_headings() -> None:
    assert context_line("Queues", ("SQS", "Limits"), "AWS::Queues") == "Queues › SQS › Limits"
    assert context_line("", ("SQS",), "AWS::Queues") == "Queues › SQS"


def test_a_long_context_line_keeps_the_innermost_headings() -> None:
    assert context_line("T" * 150, ("a" * 60, "b" * 60), "") == f"… › {'a' * 60} › {'b' * 60}"
    assert context_line("T", ("b" * 300,), "") == ("… › " + "b" * 300)[:199] + "…"
