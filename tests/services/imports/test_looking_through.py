"""The pages of a preview: numbers, a guide's cards a page at a time, and what stands beside a card."""

from __future__ import annotations

from dataclasses import replace

import pytest

from flashcards.core.errors import NotFound
from flashcards.services.imports.comparing import preview_note
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.looking_through import (
    NOTES_A_PAGE,
    GuidePreview,
    page_of,
    preview,
    preview_guide,
    preview_section,
    waiting,
)
from flashcards.services.imports.previewing import tick_all
from flashcards.services.viewing import guides_of
from flashcards.storage.database import Connection
from flashcards.storage.previews import Choice
from flashcards.storage.staging import staged_import
from tests.build import MOMENT, guide, import_guide, stage


def shown(db: Connection, import_id: int, status: str = "", page: int = 1, **chosen: str) -> GuidePreview:
    """A page of the first guide."""
    whole = preview(db, import_id)
    return preview_guide(db, whole, Choice(whole.guides[0][0].id, status, **chosen), page)


def fronts(page: GuidePreview) -> list[str]:
    return [one.note.draft.front for section in page.sections for one in section.notes]


def many(number: int) -> bytes:
    return guide(*(f"front {place} :: back {place}" for place in range(number)))


def test_an_import_is_counted_by_guide_status_and_kind(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    files = {"guide.md": guide("a :: 1", "c is quite another thing :: 3"), "x.md": guide("d :: 4", title="X")}
    found = preview(db, stage(db, files))
    assert [dict(counts.notes) for _, counts in found.guides] == [{"added": 1, "same": 1, "gone": 1}, {"added": 1}]
    assert found.counts.taken == 2
    assert sum(counts.notes.total() for counts in found.kinds.values()) == 4
    assert found.title == "Guide and 1 more guide"


def test_ticks_of_a_guide_are_all_some_or_none(db: Connection) -> None:
    import_id = stage(db, {"g.md": b"# G\n\n## One\n\na :: 1\n\n## Two\n\nb :: 2\n"})
    said = [preview(db, import_id).counts.ticks]
    for heading in ("One", "Two"):
        tick_all(db, import_id, Choice(heading=(heading,)), False)
        said.append(preview(db, import_id).counts.ticks)
    assert said == ["all", "some", "none"]


def test_the_minutes_a_day_follow_the_ticks_and_the_limits(db: Connection) -> None:
    import_id = stage(db, {"guide.md": many(50)})
    before = preview(db, import_id).upkeep
    assert (before.cards, before.new_a_day) == (50, 20)
    tick_all(db, import_id, Choice(), False)
    after = preview(db, import_id).upkeep
    assert after.minutes_a_day == 0 < before.minutes_a_day


def test_only_changes_are_listed_unless_more_is_asked_for(db: Connection) -> None:
    import_guide(db, "a :: 1")
    import_id = stage(db, {"guide.md": guide("a :: 1", "b is new here :: 2")})
    assert fronts(shown(db, import_id, "changes")) == ["b is new here"]
    assert fronts(shown(db, import_id)) == ["a", "b is new here"]
    assert fronts(shown(db, import_id, "same")) == ["a"]
    assert shown(db, import_id).shares == {"changes": 1, "added": 1, "same": 1}


def test_a_large_guide_comes_in_pages_in_its_own_order(db: Connection) -> None:
    import_id = stage(db, {"guide.md": many(NOTES_A_PAGE + 5)})
    first, second = shown(db, import_id), shown(db, import_id, page=2)
    assert fronts(first) + fronts(second) == [f"front {place}" for place in range(NOTES_A_PAGE + 5)]
    assert (first.pages, second.page) == (2, 2)
    assert shown(db, import_id, page=9).page == 2
    last = second.sections[-1].notes[-1].note.id
    assert page_of(db, import_id, second.choice, last) == 2


def test_gone_cards_come_last_in_a_section_of_their_own(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2")
    sections = shown(db, stage(db, {"guide.md": guide("b :: 2", "nothing like it :: 3")})).sections
    assert [section.is_gone for section in sections] == [False, True]


def test_a_reworded_card_shows_what_it_says_now_with_the_words_that_differ(db: Connection) -> None:
    import_guide(db, "how long :: four days ^long")
    import_id = stage(db, {"guide.md": guide("how long :: nine days ^long")})
    (section,) = shown(db, import_id).sections
    (one,) = section.notes
    assert one.is_reworded
    assert one.before
    assert one.before.back_html == "<p><del>four</del> days</p>"
    assert one.back_html == "<p><ins>nine</ins> days</p>"


def test_another_answer_in_the_same_import_is_shown_with_its_place(db: Connection) -> None:
    answers = {"A": "Four days", "B": "Ten days"}
    asked = {f"{title}.md": f"# {title}\n\nQ: How long does SQS keep a message?\nA: {back}\n" for title, back in answers.items()}
    import_id = stage(db, {path: text.encode() for path, text in asked.items()})
    (conflict,) = shown(db, import_id).sections[0].notes[0].conflicts
    assert "Ten days" in conflict.back_html
    assert (conflict.places[0].guide, conflict.places[0].line) == ("B", 3)


def test_a_card_that_was_left_out_before_says_so(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    tick_all(db, import_id, Choice(), False)
    apply_import(db, import_id, MOMENT)
    again = stage(db, {"guide.md": guide("a :: 1", "b :: 2")})
    assert [one.was_refused for one in shown(db, again).sections[0].notes] == [True, True]


def test_a_note_alone_is_shown_as_on_its_page(db: Connection) -> None:
    import_id = stage(db, {"guide.md": guide("a :: 1")})
    (one,) = shown(db, import_id).sections[0].notes
    assert preview_note(db, import_id, one.note.id) == one


def test_guides_know_their_neighbours(db: Connection) -> None:
    import_id = stage(db, {"a.md": guide("a :: 1", title="A"), "b.md": guide("b :: 2", title="B")})
    found = shown(db, import_id)
    assert found.before is None
    assert found.after
    assert found.after.title == "B"


def test_a_guide_of_another_import_is_not_found(db: Connection) -> None:
    first, second = stage(db, {"a.md": guide("a :: 1")}), stage(db, {"b.md": guide("b :: 2")})
    with pytest.raises(NotFound):
        preview_guide(db, preview(db, second), Choice(preview(db, first).guides[0][0].id), 1)


def test_a_section_alone_is_shown_as_on_its_page(db: Connection) -> None:
    import_id = stage(db, {"g.md": b"# G\n\n## One\n\na :: 1\n\n## Two\n\nb :: 2\n\nc :: 3\n"})
    page = shown(db, import_id)
    for section in page.sections:
        for one in section.notes:
            assert preview_section(db, import_id, page.choice, one.note.id) == section
    with pytest.raises(NotFound):
        preview_section(db, import_id, replace(page.choice, status="gone"), page.sections[0].notes[0].note.id)


def test_previews_wait_until_they_are_applied(db: Connection) -> None:
    first, second = stage(db, {"a.md": guide("a :: 1", title="A")}), stage(db, {"b.md": guide("b :: 2", title="B")})
    assert [one.head.id for one in waiting(db)] == [second, first]
    apply_import(db, first, MOMENT)
    assert [one.head.id for one in waiting(db)] == [second]
    assert [one.title for one in guides_of(db, staged_import(db, first))] == ["A"]


def test_a_question_that_only_says_what_is_asked_next_costs_no_minutes(db: Connection) -> None:
    asked = "1. Tell me about a time you took on work nobody owned.\n\n   *Follow-up prompts:*\n\n   - Who noticed?\n"
    bank = f"# Bank\n\n## Ownership\n\n{asked}".encode()
    import_id = stage(db, {"bank.md": bank})
    (one,) = shown(db, import_id).sections[0].notes
    assert (one.note.draft.is_drilled, preview(db, import_id).upkeep.cards) == (True, 0)
