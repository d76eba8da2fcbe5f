"""Guides to be read: what stands beside each text, where cards land, and what becomes of places when guides change."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import NotFound
from flashcards.core.models import Memory, Rating, State
from flashcards.core.scheduling import days_until, retrievability
from flashcards.core.strength import WEAK_RECALL, Strength
from flashcards.guides.outline import part_at
from flashcards.services.imports.importing import apply_import
from flashcards.services.imports.previewing import tick
from flashcards.services.placing import columns_at, draft_at, find_card
from flashcards.services.shelving import Shelf, open_book, render_part
from flashcards.services.undoing import undo
from flashcards.services.viewing import LEFT_OUT, GuideView, Mark, Show, guide_folders, view_guide
from flashcards.services.writing import delete_notes
from flashcards.storage import guides as stored
from flashcards.storage.database import Connection, write
from flashcards.storage.decks import deck
from flashcards.storage.migrations import memory_database
from flashcards.storage.strengths import strengths_in
from tests.build import (
    MOMENT,
    NOW,
    PNG,
    TODAY,
    add_cards,
    add_deck,
    columns_of,
    guide,
    import_files,
    import_guide,
    later,
    one,
    rate,
    stage,
)

TESTS = Path(__file__).parents[1]
GUIDES = [*sorted((TESTS / "golden" / "guides").glob("*.md")), *sorted((TESTS / ".." / ".." / "shared" / "corpus").glob("*.md"))]
"""Our own of every shape, and collected ones where there are any."""

TEXT = """# Queues

A short introduction.

## SQS

- **Retention**: four days
- **Size**: one MiB

## Learn more

- [Documentation](https://example.com)
"""


def view(db: Connection, guide_id: int = 1, line: int = 1, show: Show = Show.ALL) -> GuideView:
    return view_guide(db, guide_id, line, show, MOMENT, Shelf())


def html(db: Connection, guide_id: int = 1, line: int = 1) -> str:
    """A page without its marks."""
    return "".join(stretch.html for stretch in view(db, guide_id, line).stretches)


def marks(db: Connection, show: Show = Show.ALL, guide_id: int = 1) -> list[Mark]:
    return [mark for stretch in view(db, guide_id, 1, show).stretches for mark in stretch.marks]


def landing(db: Connection, card_id: int) -> tuple[str, int]:
    """The title of the guide a card leads to and the line; checks that the page with that line has its anchor."""
    place = find_card(db, card_id, Shelf()).stands[0]
    assert place.guide
    assert place.line
    assert f'id="L{place.line}"' in html(db, place.guide.id, place.line)
    return place.guide.title, place.line


# Marks


def test_each_text_that_became_a_card_has_its_mark_behind_its_own_beginning(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    before = {stretch.marks[0].line: stretch.html for stretch in view(db).stretches if stretch.marks}
    assert list(before) == [7, 8]
    assert all(html.endswith(f'<li id="L{line}">') for line, html in before.items())
    assert [(mark.strength, mark.words) for mark in marks(db)] == [
        (Strength.NEW, "Retention (SQS)?"),
        (Strength.NEW, "Size (SQS)?"),
    ]


def test_a_note_with_several_cards_shows_its_weakest(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    with write(db):
        db.execute(
            """INSERT INTO cards (note_id, deck_id, slot, position, state, stability, difficulty, reviewed_on, reps,
                interval_days, due_on) VALUES (1, 1, 'reversed', 1, 'review', 30, 5, :day, 1, 30, :day)""",
            {"day": TODAY.isoformat()},
        )
        db.execute("UPDATE cards SET suspended = 'user' WHERE id = 1")
    assert [(mark.card_id, mark.strength) for mark in marks(db)] == [(3, Strength.DUE), (2, Strength.NEW)]


def test_a_buried_card_says_so_until_tomorrow(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    with write(db):
        db.execute("UPDATE cards SET buried_on = ? WHERE id = 1", (TODAY.isoformat(),))
    assert [mark.strength for mark in marks(db)] == [Strength.BURIED, Strength.NEW]
    shown = view_guide(db, 1, 1, Show.ALL, later(days=1), Shelf())
    assert [mark.strength for stretch in shown.stretches for mark in stretch.marks] == [Strength.NEW, Strength.NEW]


def test_marks_are_never_kept(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    shelf = Shelf()
    seen = []
    for rating in (None, Rating.AGAIN, Rating.EASY):
        if rating:
            rate(db, 1, rating)
        shown = view_guide(db, 1, 1, Show.ALL, MOMENT, shelf)
        seen.append(next(mark.strength for stretch in shown.stretches for mark in stretch.marks))
    assert seen == [Strength.NEW, Strength.DUE, Strength.STRONG]


def test_what_is_shown_can_be_narrowed(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    rate(db, 1, Rating.AGAIN)
    assert [len(marks(db, show)) for show in Show] == [2, 1, 0, 2]
    assert view(db).counts == {Show.ALL: 2, Show.DUE: 1, Show.WEAK: 0, Show.NOTHING: 2}


@given(stability=st.floats(0.01, 400), since=st.integers(0, 400), until=st.integers(1, 400), lapses=st.integers(0, 3))
def test_weak_is_a_recall_below_four_fifths_or_a_lapse_not_made_good(
    stability: float, since: int, until: int, lapses: int
) -> None:
    db = memory_database()
    reviewed_on = date.fromordinal(TODAY.toordinal() - since)
    due_on = date.fromordinal(TODAY.toordinal() + until)
    memory = Memory(State.REVIEW, stability, 5.0, reviewed_on, 3, lapses, interval_days=since + until, due_on=due_on)
    import_guide(db, "a :: 1")
    with write(db):
        columns = columns_of(memory)
        db.execute(f"UPDATE cards SET {', '.join(f'{name} = :{name}' for name in columns)}", columns)
    fading = {1: days_until(WEAK_RECALL, stored_parameters(db))}
    (found,) = strengths_in(db, 1, fading, MOMENT)
    recall = retrievability(memory, TODAY, stored_parameters(db))
    if abs(recall - 0.8) > 1e-6:
        assert (found.strength is Strength.WEAK) == (recall < 0.8 or (lapses > 0 and stability < 7))
    db.close()


def stored_parameters(db: Connection) -> tuple[float, ...]:
    return deck(db, 1).options.parameters


def test_the_list_counts_each_card_of_a_guide_once(db: Connection) -> None:
    import_files(db, {"aws/queues.md": TEXT.encode(), "b.md": guide("a :: 1", "b :: 2", "## Again", "a :: 1", title="B")})
    rate(db, 3)
    ((root, (alone,)), (folder, (queues,))) = guide_folders(db, later(days=40))
    assert (root, alone.guide.title, alone.cards) == ("", "B", {Strength.DUE: 1, Strength.NEW: 1})
    assert (folder, queues.guide.title, queues.cards.total(), queues.gone, queues.imported_on) == ("aws", "Queues", 2, 0, TODAY)


def test_the_list_tells_what_is_gone(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", "c :: 3")
    import_guide(db, "a :: 1", "b :: 2")
    ((_, (row,)),) = guide_folders(db, MOMENT)
    assert (row.cards.total(), row.gone) == (2, 1)


# What became nothing


def test_text_that_became_nothing_says_why(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    assert [(mark.line, mark.words) for mark in marks(db, Show.NOTHING)] == [(3, "an introduction"), (12, "links only")]


def test_a_deleted_card_leaves_a_text_that_was_left_out(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    delete_notes(db, [1], MOMENT)
    assert Mark(7, LEFT_OUT) in marks(db, Show.NOTHING)
    assert [mark.line for mark in marks(db)] == [8]


def test_the_editor_begins_with_the_text_its_heading_and_its_deck(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    suggested = draft_at(db, 1, 3, Shelf())
    assert (suggested.draft.front, suggested.draft.back, suggested.deck) == ("", "A short introduction.", "Queues")
    suggested = draft_at(db, 1, 12, Shelf())
    assert suggested.draft.heading == ("Learn more",)
    assert suggested.draft.back == "[Documentation](https://example.com)"
    with pytest.raises(NotFound, match="open the guide afresh"):
        draft_at(db, 1, 4, Shelf())


def test_a_term_is_asked_for_and_a_picture_goes_along(db: Connection) -> None:
    text = "# A\n\n## Resources\n\n- **Term**: what it means ![shown](x.png)\n\n## Welcome\n\nIs this a question?\n\na :: b\n"
    import_files(db, {"a.md": text.encode(), "x.png": PNG})
    drafts = [draft_at(db, 1, mark.line, Shelf()).draft for mark in marks(db, Show.NOTHING)]
    assert [draft.front for draft in drafts] == ["Resources: term?", "Is this a question?"]
    assert re.fullmatch(r"what it means !\[shown\]\(/media/[0-9a-f]{32}\.png\)", drafts[0].back)


def by_hand(db: Connection, line: int) -> int:
    """A card written from the text at that line; returns its id."""
    place = columns_at(db, 1, line, Shelf())
    assert place
    (card_id,) = add_cards(db, add_deck(db, "Queues"), 1)
    note_id = one(db, "SELECT note_id FROM cards WHERE id = ?", card_id)
    with write(db):
        stored.insert_sources(db, [{**place, "note_id": note_id, "id": 100}], MOMENT.stamp)
    return card_id


def test_a_card_made_of_it_stands_there_and_survives_the_next_import(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    card_id = by_hand(db, 3)
    assert landing(db, card_id) == ("Queues", 3)
    assert [mark.line for mark in marks(db, Show.NOTHING)] == [12]
    import_files(db, {"queues.md": TEXT.replace("\n\nA short", "\n\n## New\n\n- **More**: x\n\n## Welcome\n\nA short").encode()})
    assert landing(db, card_id) == ("Queues", 9)
    assert one(db, "SELECT suspended FROM cards WHERE id = ?", card_id) is None


def test_a_card_made_of_it_is_lost_when_the_text_goes(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    card_id = by_hand(db, 12)
    import_files(db, {"queues.md": TEXT.replace("Documentation", "Handbook").encode()})
    found = find_card(db, card_id, Shelf())
    assert found.stands == ()
    assert [(place.line, place.heading_line) for place in found.lost] == [(None, 10)]


# Where cards land


def test_a_card_that_was_moved_or_renamed_is_found_again(db: Connection) -> None:
    import_guide(db, "a :: 1 ^one", "b :: 2")
    import_guide(db, "## New", "b :: 2", "## Other", "a new front :: 1 ^one")
    assert [landing(db, card_id)[1] for card_id in (1, 2)] == [13, 9]


def test_a_wording_that_was_not_taken_still_leads_to_its_place(db: Connection) -> None:

    import_guide(db, "a :: 1 ^one", "b :: 2")
    import_id = stage(db, {"guide.md": guide("x :: 0", "b :: 2", "a :: other ^one")})
    changed = one(db, "SELECT id FROM staged_notes WHERE status = 'changed'")
    tick(db, import_id, changed, False)
    apply_import(db, import_id, MOMENT)
    assert landing(db, 1) == ("Guide", 11)


def test_a_card_in_a_renamed_file_leads_to_where_it_stands_and_tells_where_it_stood(db: Connection) -> None:
    import_guide(db, "a :: 1", "b :: 2", "c :: 3", path="old.md", title="Old")
    import_guide(db, "a :: 1", "x :: 9", path="new.md", title="New")
    import_guide(db, "b :: 2", "c :: 3", path="old.md", title="Old")
    assert landing(db, 1) == ("New", 7)
    assert [place.guide.title for place in find_card(db, 1, Shelf()).lost if place.guide] == ["Old"]


def test_a_card_gone_from_its_guide_keeps_the_heading_it_stood_under(db: Connection) -> None:
    import_guide(db, "## Part", "a :: 1", "b :: 2", "c :: 3")
    import_guide(db, "## Part", "b :: 2", "c :: 3")
    found = find_card(db, 1, Shelf())
    assert found.stands == ()
    assert [(place.source.heading, place.heading_line) for place in found.lost] == [(("Part",), 7)]


def test_a_card_written_by_hand_has_no_place(db: Connection) -> None:
    (card_id,) = add_cards(db, add_deck(db), 1)
    found = find_card(db, card_id, Shelf())
    assert (found.stands, found.lost) == ((), ())


def test_a_guide_that_was_taken_back_is_no_dead_link(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    card_id = by_hand(db, 3)
    undo(db, None, MOMENT)
    (place,) = find_card(db, card_id, Shelf()).lost
    assert place.guide is None
    with pytest.raises(NotFound):
        find_card(db, 1, Shelf())


def changed(text: str, number: int) -> str:
    """A guide after some work on it: a section before it all, every ninth line gone, every tenth reworded."""
    lines = text.split("\n")
    begin = lines[1:].index("---") + 2 if lines[0] == "---" and "---" in lines[1:] else 0
    body = [
        line + " indeed" if at % 10 == number % 10 and line.startswith("- ") else line for at, line in enumerate(lines[begin:])
    ]
    return "\n".join([*lines[:begin], "", "## Added", "", "- **New**: thing", "", *(x for at, x in enumerate(body) if at % 9)])


def test_no_card_of_a_real_guide_leads_nowhere_not_even_after_edits_and_renames(db: Connection) -> None:
    files = {path.name: path.read_text(encoding="utf-8") for path in GUIDES}
    import_files(db, {name: text.encode() for name, text in files.items()})
    ids = [row["id"] for row in db.execute("SELECT id FROM cards WHERE deleted_at IS NULL")]
    assert len(ids) > 300
    shelf = Shelf()
    assert all(leads(db, card_id, shelf) for card_id in ids)
    renamed = {(f"moved-{name}" if at % 3 == 0 else name): changed(text, at) for at, (name, text) in enumerate(files.items())}
    import_files(db, {name: text.encode() for name, text in renamed.items()})
    shelf = Shelf()
    answers = [leads(db, card_id, shelf) for card_id in ids]
    assert answers.count(True) > len(ids) / 2
    assert answers.count(False) > 0


def leads(db: Connection, card_id: int, shelf: Shelf) -> bool:
    """Whether a card's text can be shown, at an anchor that is there; if not, something is known of where it stood."""
    found = find_card(db, card_id, shelf)
    if not found.stands:
        assert found.lost
        return False
    place = found.stands[0]
    assert place.guide
    assert place.line
    book = open_book(db, place.guide.id, shelf)
    assert place.line in render_part(db, book, part_at(book.parts, place.line), shelf).lines, (place.guide.path, place.line)
    return True


# The page


def test_front_matter_is_said_quietly(db: Connection) -> None:
    noise = "tags: [x, y]\nversion: 1\nstatus: done\nlast_reviewed: 2026\ntoc_max_heading_level: 3"
    text = f"---\ntitle: T\nlevel: L6\nlearning_objectives: [Draw it, Name its limits]\n{noise}\n---\n\n# T\n\na :: b\n"
    import_files(db, {"a.md": text.encode()})
    told = view(db).about
    assert told
    assert [(fact.name, *(value.text for value in fact.values)) for fact in told.facts] == [
        ("Level", "L6"),
        ("Learning objectives", "Draw it", "Name its limits"),
    ]
    assert view(db).guide.title == "T"


def test_links_between_guides_are_led_while_both_are_there(db: Connection) -> None:
    text = "# A\n\n[to b](../b/b.md#part) [here](#sqs) [out](https://example.com) [lost](c.md)\n\n## SQS\n\na :: 1\n"
    import_files(db, {"a/a.md": text.encode()})
    shelf = Shelf()
    pages = [view_guide(db, 1, 1, Show.ALL, MOMENT, shelf)]
    import_guide(db, "b :: 2", path="b/b.md")
    pages.append(view_guide(db, 1, 1, Show.ALL, MOMENT, shelf))
    undo(db, None, MOMENT)
    pages.append(view_guide(db, 1, 1, Show.ALL, MOMENT, shelf))
    found = [re.findall(r'href="([^"]+)"', "".join(stretch.html for stretch in page.stretches)) for page in pages]
    alone = ["#L5", "https://example.com"]
    assert found == [alone, ["/guides/2?heading=part", *alone], alone]


def test_pictures_are_our_own_and_stay_when_they_do_not_come_again(db: Connection) -> None:
    text = "# A\n\n![Own](img/x.png) ![Other](https://example.com/y.png)\n\na :: 1\n"
    import_files(db, {"a.md": text.encode(), "img/x.png": PNG})
    assert re.search(r'<img src="/media/[0-9a-f]{32}\.png" alt="Own"', html(db))
    assert '<span class="missing-image">Other</span>' in html(db)
    import_files(db, {"a.md": f"{text}\nb :: 2\n".encode()})
    assert "<img" in html(db)


def test_a_long_guide_is_read_page_by_page(db: Connection) -> None:
    text = "# Long\n\n" + "".join(f"## Part {number}\n\n" + "- **Term**: x\n" * 100 + "\n" for number in range(9))
    import_files(db, {"long.md": text.encode()})
    first = view(db)
    assert (first.number, first.before) == (1, None)
    assert first.after
    second = view(db, line=first.after.line)
    assert (second.number, second.pages, second.before and second.before.line) == (2, first.pages, 1)
    assert first.after.title == next(entry.heading.text for entry in second.contents if entry.is_here)
    assert view(db, line=10**9).after is None


def test_the_contents_count_what_is_shown_below_each_heading(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    assert [(entry.heading.text, entry.count) for entry in view(db).contents] == [("SQS", 2), ("Learn more", 0)]
    assert [entry.count for entry in view(db, show=Show.NOTHING).contents] == [0, 1]


# The shelf


def test_a_shelf_keeps_what_was_looked_at_last_within_its_bound() -> None:
    shelf = Shelf(most=10)
    for key, size in (("a", 4), ("b", 4)):
        shelf.keep(key, key, size)
    assert shelf.find("a") == "a"
    shelf.keep("c", "c", 4)
    assert [shelf.find(key) for key in "abc"] == ["a", None, "c"]
    shelf.keep("a", "A", 6)
    assert (shelf.find("a"), shelf.find("c"), shelf.bytes) == ("A", "c", 10)
    shelf.keep("huge", "huge", 11)
    assert (shelf.find("huge"), shelf.bytes) == (None, 10)


def test_looking_at_a_guide_writes_nothing(db: Connection) -> None:
    import_files(db, {"queues.md": TEXT.encode()})
    before = db.total_changes
    for show in Show:
        view(db, show=show)
    guide_folders(db, MOMENT)
    assert db.total_changes == before
    assert MOMENT.at == NOW
