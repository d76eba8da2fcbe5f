"""Stories to a file and back: known by id or title, added or changed in one step, private ones for the learner alone."""

from __future__ import annotations

import pytest

from flashcards.core.errors import BadInput, FlashcardsError, TooLarge, UnreadableFile
from flashcards.core.moment import Moment
from flashcards.core.stories.story import draft_of
from flashcards.services.stories import exchanging as exchanging_stories
from flashcards.services.stories.authoring import delete_story
from flashcards.services.stories.exchanging import Coming, StoryPlan, compare_parts, export_stories, import_stories, plan_stories
from flashcards.services.undoing import undo
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database
from flashcards.storage.stories import stories
from tests.build import MOMENT, later, one, state
from tests.services.told import asked, tell

ODD = "A line\n\n## no story\n\n```\n### no part\n---\n```\n\n🚀 <b>x</b>"


@pytest.fixture
def bank(db: Connection) -> Connection:
    tell(db, "The ledger", "Ownership", number="40 %", action=ODD)
    tell(db, "The outage", "Dive Deep", "Earn Trust", is_shared=True)
    return db


def brought(db: Connection, text: str, at: Moment = MOMENT) -> StoryPlan:
    return import_stories(db, text.encode(), "mine.md", at)


def counts(plan: StoryPlan) -> tuple[int, int, int]:
    return len(plan.added), len(plan.changed), len(plan.same)


def parts(changed: Coming) -> dict[str, tuple[str, str]]:
    """What a file says otherwise, as it was and as it is."""
    assert changed.story
    return {part.name: (part.before_html, part.after_html) for part in compare_parts(changed.story, changed.draft)}


def test_a_file_comes_back_as_the_same_and_writes_nothing(bank: Connection) -> None:
    file, before = export_stories(bank), one(bank, "SELECT COUNT(*) FROM journal")
    assert counts(brought(bank, file)) == (0, 0, 2)
    assert one(bank, "SELECT COUNT(*) FROM journal") == before
    assert export_stories(bank) == file


def test_private_stories_go_to_the_learners_own_file(bank: Connection) -> None:
    assert "The ledger" in export_stories(bank)


def test_one_story_can_go_alone(bank: Connection) -> None:
    assert export_stories(bank, {2}) == "# Stories" + export_stories(bank)[export_stories(bank).index("\n\n## The outage") :]


def test_another_collection_gets_the_same_stories_under_the_same_ids(bank: Connection) -> None:
    other, file = memory_database(), export_stories(bank)
    assert counts(brought(other, file)) == (2, 0, 0)
    assert export_stories(other) == file
    assert list(map(draft_of, stories(other))) == list(map(draft_of, stories(bank)))
    assert list(asked(other, stories(other)[1].id)) == ["p12", "p11"]
    other.close()


def test_what_was_edited_is_changed_and_one_undo_takes_all_back(bank: Connection) -> None:
    before = state(bank)["notes"], state(bank)["cards"], stories(bank)
    file = export_stories(bank).replace("## The ledger", "## The move").replace("- Principle: Earn Trust\n", "")
    plan = brought(bank, f"{file}\n## Another\n\n### Task\n\nNew.\n", later(1))
    assert counts(plan) == (1, 2, 0)
    assert [story.title for story in stories(bank)] == ["The move", "The outage", "Another"]
    undo(bank, None, later(1))
    assert (state(bank)["notes"][:2], state(bank)["cards"], stories(bank)) == before


def test_a_story_without_an_id_is_known_by_its_title(bank: Connection) -> None:
    plan = brought(bank, "## the LEDGER\n\n- Strength: 5\n")
    assert counts(plan) == (0, 1, 0)
    assert stories(bank)[0].strength == 5


def test_stories_the_file_does_not_name_stay(bank: Connection) -> None:
    brought(bank, "## Another\n")
    assert len(stories(bank)) == 3


def test_a_story_that_was_deleted_comes_as_a_new_one(bank: Connection) -> None:
    file = export_stories(bank)
    delete_story(bank, 1, MOMENT)
    assert counts(brought(bank, file)) == (1, 0, 1)
    assert counts(brought(bank, export_stories(bank))) == (0, 0, 2)


def test_two_of_one_title_are_told_apart_by_their_ids(bank: Connection) -> None:
    tell(bank, "The ledger")
    assert counts(brought(bank, export_stories(bank))) == (0, 0, 3)
    with pytest.raises(BadInput, match=r"mine\.md:1: 2 of your stories are called so\. Say which by `- Id: …`"):
        brought(bank, "## The ledger\n")


def test_a_plan_says_what_an_import_does_and_writes_nothing(bank: Connection) -> None:
    text = (export_stories(bank).replace("Number: 40 %", "Number: 41 %") + "\n## Another\n").encode()
    before = state(bank), stories(bank)
    planned = plan_stories(bank, text, "mine.md", MOMENT)
    assert counts(planned) == (1, 1, 1)
    assert (state(bank), stories(bank)) == before
    assert import_stories(bank, text, "mine.md", MOMENT) == planned


def test_a_changed_story_is_compared_part_by_part(bank: Connection) -> None:
    file = export_stories(bank).replace("Number: 40 %", "Number: 41 % <i>").replace("- Shared: yes\n", "- Level: L6\n")
    text = file.replace("40 % faster.", "**50 %** faster.", 1) + "\n### Follow-ups\n\n#### Why?\n\nIt was late.\n"
    ledger, outage = plan_stories(bank, text.encode(), "mine.md", MOMENT).changed
    assert parts(ledger) == {
        "Number": ("<del>40</del> %", "<ins>41</ins> % <ins>&lt;i&gt;</ins>"),
        "Result": ("<p><del>40</del> % faster.</p>", "<p><strong><ins>50</ins> %</strong> faster.</p>"),
    }
    assert parts(outage) == {
        "Shared": ("<del>yes</del>", ""),
        "Level": ("", "<ins>L6</ins>"),
        "Follow-ups": ("", "<p><strong><ins>Why?</ins></strong></p>\n<p><ins>It was late.</ins></p>"),
    }


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("## A\n\n## B\n- Strength: 9\n", r"mine\.md:3: The strength must be a number from 1 to 5"),
        ("## A\n- Principle: Kindness\n", r"mine\.md:1: There is no principle 'Kindness'"),
        ("## A\n- Colour: red\n", r"mine\.md:2: there is no field 'Colour'"),
        ("## A\n- Id: ../x\n", r"mine\.md:1: '\.\./x' cannot be an id"),
        ("## New\n\n## new\n", r"mine\.md:3: 'new' stands in this file twice"),
        ("## The ledger\n\n## The ledger\n", r"mine\.md:3: 'The ledger' stands in this file twice"),
        ("##\n", r"mine\.md:1: The story has no title"),
    ],
)
def test_a_file_with_a_mistake_is_refused_whole_with_its_line(bank: Connection, text: str, told: str) -> None:
    before = state(bank)
    with pytest.raises(BadInput, match=told):
        brought(bank, text)
    assert state(bank) == before


@pytest.mark.parametrize(("raw", "kind"), [(b"## A\n\xff", UnreadableFile), (b"x" * 101, TooLarge), (b"## A\n## B\n", TooLarge)])
def test_what_is_no_file_of_stories_is_named(
    bank: Connection, raw: bytes, kind: type[FlashcardsError], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exchanging_stories, "MAX_BYTES", 100)
    monkeypatch.setattr(exchanging_stories, "MOST_STORIES", 1)
    with pytest.raises(kind, match=r"mine\.md"):
        import_stories(bank, raw, "mine.md", MOMENT)
