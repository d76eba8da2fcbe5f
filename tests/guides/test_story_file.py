"""Stories as one Markdown file: byte-stable, readable, and refused by name where they cannot be meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput
from flashcards.core.stories.story import FollowUp, StoryDraft
from flashcards.guides.story_file import StoryInFile, read, written

ODD = st.sampled_from(
    "## A story|### Action|### |##|####|#### Q|\\## kept|\\\\### kept|```|---|***|- Level: L6|- x|a\r\nb|\r|\n\n|# T|  ## |🚀 é|"
    "\u2028|\x85|\t|    code|Follow-ups|\\|:|".split("|")
)
TEXTS = st.lists(ODD | st.text(max_size=8), max_size=6).map("\n".join) | st.text(max_size=20)
DRAFTS = st.builds(
    StoryDraft,
    title=TEXTS,
    **dict.fromkeys(("situation", "task", "action", "result", "number", "learned", "scope"), TEXTS),
    year=st.none() | st.integers(1950, 2026),
    level=st.none() | TEXTS,
    principles=st.lists(TEXTS, max_size=4).map(tuple),
    strength=st.integers(1, 5),
    follow_ups=st.lists(st.builds(FollowUp, TEXTS, TEXTS), max_size=3).map(tuple),
    tags=st.lists(TEXTS, max_size=3).map(tuple),
    outline=st.none() | TEXTS,
    is_shared=st.booleans(),
)
STORIES = st.lists(st.builds(StoryInFile, DRAFTS, st.none() | TEXTS), max_size=3)

LEDGER = StoryInFile(
    StoryDraft(
        title="Moving the ledger",
        situation="We had one database.\n\n- 40 teams\n- no owner",
        task="Move it in a quarter.",
        action="I wrote the plan:\n\n```python\n# no story\n## none either\n```",
        result="It took 11 weeks.",
        number="0 lost entries",
        learned="Ask earlier.",
        scope="9 engineers, 3 sites",
        year=2024,
        level="L6",
        principles=("Have Backbone; Disagree and Commit", "Are Right, A Lot"),
        strength=4,
        follow_ups=(FollowUp("What broke?", "The clock.\n\n#### Twice"), FollowUp("Who disagreed?")),
        tags=("ledger", "migration"),
        outline="delivery",
        is_shared=True,
    ),
    "3f2a",
)
FILE = """\
# Stories

## Moving the ledger

- Principle: Have Backbone; Disagree and Commit
- Principle: Are Right, A Lot
- Strength: 4
- Level: L6
- Year: 2024
- Number: 0 lost entries
- Scope: 9 engineers, 3 sites
- Tags: ledger, migration
- Outline: delivery
- Shared: yes
- Id: 3f2a

### Situation

We had one database.

- 40 teams
- no owner

### Task

Move it in a quarter.

### Action

I wrote the plan:

```python
# no story
\\## none either
```

### Result

It took 11 weeks.

### Learned

Ask earlier.

### Follow-ups

#### What broke?

The clock.

\\#### Twice

#### Who disagreed?
"""


@given(STORIES)
@example([])
@example([StoryInFile(StoryDraft(title=""))])
def test_a_file_that_was_read_is_written_byte_for_byte(stories: list[StoryInFile]) -> None:
    file = written(stories)
    assert written(read(file, "stories.md")) == file


@given(STORIES)
def test_no_story_is_lost_and_none_made(stories: list[StoryInFile]) -> None:
    assert len(read(written(stories), "stories.md")) == len(stories)


def test_a_story_reads_well_in_any_editor() -> None:
    assert written([LEDGER]) == FILE


def test_a_file_gives_back_what_was_written() -> None:
    (one,) = read(FILE, "stories.md")
    assert (one.draft, one.guid, one.line) == (LEDGER.draft, LEDGER.guid, 3)


def test_the_example_of_the_documents_is_read_and_written_as_it_stands() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "story-file.md").read_text(encoding="utf-8")
    example = page.split("```markdown\n")[1].split("```\n")[0]
    assert written(read(example, "story-file.md")) == example


def test_the_ends_of_lines_and_a_byte_order_mark_change_nothing() -> None:
    assert read("\ufeff" + FILE.replace("\n", "\r\n"), "stories.md") == read(FILE, "stories.md")


def test_names_are_read_in_any_case_and_parts_in_any_order() -> None:
    (one,) = read("## T\n* strength: 2\n### RESULT\nr\n### situation\n\ns\n", "stories.md")
    assert one.draft == StoryDraft(title="T", strength=2, situation="s", result="r")


def test_two_stories_are_two() -> None:
    assert [one.draft.title for one in read("## A\n\n## B\n", "stories.md")] == ["A", "B"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hello\n## A", r"mine\.md:1: this stands above the first story"),
        ("## A\n\n- Colour: red", r"mine\.md:3: there is no field 'Colour'; known are Principle, Strength"),
        ("## A\n- Year: 2020\n- year: 2021", r"mine\.md:3: year is said twice"),
        ("## A\n- Year: last", r"mine\.md:2: Year cannot be 'last'; write a whole number"),
        ("## A\n- Year: ٢٠٢٠", r"mine\.md:2: Year cannot be"),
        ("## A\n- Shared: perhaps", r"mine\.md:2: Shared cannot be 'perhaps'; write yes or no"),
        ("## A\nIt was late.", r"mine\.md:2: write what is known of a story as `- Name: value`"),
        ("## A\n### Plot\nx", r"mine\.md:2: there is no part 'Plot'; known are Situation, Task"),
        ("## A\n### Task\nx\n### Task\ny", r"mine\.md:4: Task comes twice"),
        ("## A\n### Follow-ups\nWhy?", r"mine\.md:3: begin each question that may follow with `####`"),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line(text: str, told: str) -> None:
    with pytest.raises(BadInput, match=told):
        read(text, "mine.md")
