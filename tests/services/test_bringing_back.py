"""What an export holds comes back from it: every note as it was, drilled or reviewed, with all its parts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from flashcards.cli.invocation import Invocation
from flashcards.cli.program import program
from flashcards.core.models import FOLLOW_UPS, Form, Kind, NoteDraft
from flashcards.core.stories.story import StoryDraft
from flashcards.services.exporting import export_json
from flashcards.services.imports.gathering import gather_uploads
from flashcards.services.imports.planning import counts, plan_import
from flashcards.services.restoring import restore_export
from flashcards.services.stories.authoring import add_story
from flashcards.services.writing import add_note, draft_of, edit_note, note_version
from flashcards.storage.database import Connection
from flashcards.storage.migrations import memory_database, open_database
from flashcards.storage.notes import note
from flashcards.storage.questions import bank
from tests.build import MOMENT, NOW, card_count, import_files, later, one, state
from tests.services.written import Write, by_csv, by_markdown, ways

BANK = b"""---
title: Questions of the loop
deck: Loop::Questions
tags: [behavioural, loop]
---

# Questions of the loop

## Ownership

- Tell me about a pager that nobody wanted. ^pager
    - Who wrote the runbook?
    - What did it cost you?
- Tell me about a budget you gave back. (L7) ^budget
    - Who took it?
- Describe a promise you broke.

## Round 1: Trust (30 minutes)

- "Tell me about feedback that hurt."
    - **Follow-ups**:
        - What did you change within a week?
    - **What we look for**:
        - Names the person
        - Owns the mistake
- Describe a colleague you misjudged.

## Dive Deep

- When did a graph lie to you?
- Tell me about a root cause that took a month.
    - Which log told you?
"""
PRACTICE = b"""---
as_of: 2026-05
level: L6
---

# Practice

## Exercise: size a queue

**Time limit**: 20 minutes

**Task**: Size a queue for 3,000 orders a second.

**Success criteria**:

- States the message size
- Counts the retries

## Dive Deep: the slow query

**Situation (20 seconds)**

Our checkout took 9 seconds and I owned it with a team of six.

**Task**

I had to halve it before the sale in three weeks.

**Action**

I read the plans of 40 queries, and I rewrote the four that locked the table.

**Result**

It took 2 seconds, and we sold 11 % more.

## Limits

- **Message size**: 256 kB at most, as of 2024.
- **Retention**: Four days unless told otherwise.

## L5 expectations

- **Scope**: One service, end to end, with a mentor at hand.

## Ready

Poison message :: One that fails however often it is tried.

queue ::: a line of messages

C: A queue delivers {{c1::at least once}}.

Q: Status of a conflict?
A?: 409

## Checklist

- [ ] Can explain consistent hashing
- [ ] Can describe the outbox pattern
"""
GUIDES = {"loop/questions.md": BANK, "practice.md": PRACTICE}
ROOT = Path(__file__).resolve().parents[2]
CORPUS = (ROOT / ".." / "shared" / "corpus").glob("*.md")
REAL = sorted([*(ROOT / "decks").rglob("*.md"), *(path for path in CORPUS if path.stat().st_size <= 40_000)])


@pytest.fixture
def held(db: Connection) -> Connection:
    """Two guides, with every kind of note, and what stands there unticked taken too."""
    import_files(db, GUIDES)
    for front in ("Explain consistent hashing", "Describe the outbox pattern"):
        add_offered(db, front)
    return db


def add_offered(db: Connection, front: str) -> None:
    """A prompt to check oneself: it has no answer, and so it is drilled."""
    note_id = add_note(db, "Practice", NoteDraft(Kind.QUESTION, front, "x", (), 1, 1), MOMENT)
    db.execute("UPDATE notes SET back = '', back_html = '' WHERE id = ?", (note_id,))
    db.execute("UPDATE cards SET is_drilled = 1 WHERE note_id = ?", (note_id,))
    db.execute("UPDATE search SET back = '' WHERE rowid = ?", (note_id,))


def notes(db: Connection) -> list[dict[str, Any]]:
    """All that a learner would say is in them, from the rows themselves."""
    rows = db.execute(
        """SELECT decks.name AS deck, form, kind, front, back, front_html, back_html, context, level, as_of, tags, principles,
            sections, (SELECT json_group_array(slot || is_drilled) FROM cards WHERE note_id = notes.id) AS cards
        FROM notes JOIN decks ON decks.id = deck_id WHERE notes.deleted_at IS NULL"""
    )
    return sorted((dict(row) | {"tags": sorted(json.loads(row["tags"]))} for row in rows), key=str)


def without(name: str, of: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return sorted(({key: value for key, value in row.items() if key != name} for row in of), key=str)


def kinds(db: Connection) -> dict[str, int]:
    return dict(db.execute("SELECT kind, COUNT(*) FROM notes JOIN cards ON note_id = notes.id WHERE is_drilled GROUP BY kind"))


def test_the_notes_of_these_tests_are_of_all_kinds(held: Connection) -> None:
    assert kinds(held) == {"question": 9, "exercise": 1, "story": 1}
    assert {row[0] for row in held.execute("SELECT form FROM notes")} == set(Form)
    assert {row[0] for row in held.execute("SELECT level FROM notes")} == {None, "L5", "L6", "L7"}
    assert one(held, "SELECT COUNT(*) FROM notes WHERE sections != '[]'") == 6


@ways
def test_an_empty_collection_gets_every_note_as_it_was(held: Connection, write: Write) -> None:
    other = memory_database()
    import_files(other, write(held))
    assert notes(other) == notes(held)
    assert sorted(one.follow_ups for one in bank(other)) == sorted(one.follow_ups for one in bank(held))


@ways
def test_its_own_collection_knows_every_note_and_keeps_its_guides(held: Connection, write: Write) -> None:
    before = state(held)
    plan = plan_import(held, gather_uploads(write(held).items()))
    assert {status: number for status, number in counts(plan).items() if number} == {"same": len(notes(held))}
    import_files(held, write(held), later(1))
    assert state(held) == before


def test_its_own_collection_keeps_a_guide_that_lies_where_the_export_does(db: Connection) -> None:
    import_files(db, {"Terms.md": b"# Terms\n\na :: b\n\nc :: d\n"})
    before = state(db)
    assert list(by_markdown(db)) == ["Terms.md"]
    import_files(db, by_markdown(db), later(1))
    assert state(db) == before


@ways
def test_exports_of_what_came_from_an_export_are_equal_but_for_its_names(held: Connection, write: Write) -> None:
    other, third = memory_database(), memory_database()
    import_files(other, write(held))
    import_files(third, write(other))
    assert notes(third) == notes(held)


def test_a_bank_of_questions_is_written_as_one(db: Connection) -> None:
    import_files(db, {"loop/questions.md": BANK})
    (guids,) = [[row[0] for row in db.execute("SELECT guid FROM notes ORDER BY id")]]
    (text,) = by_markdown(db).values()
    assert text.decode().startswith(
        '---\ndeck: "Loop::Questions"\ntags: ["behavioural", "loop"]\n---\n\n# Questions of the loop\n\n## Ownership\n\n'
        f"-   Tell me about a pager that nobody wanted. ^{guids[0]}\n"
        "    -   Who wrote the runbook?\n    -   What did it cost you?\n"
        f"-   Tell me about a budget you gave back. (L7) ^{guids[1]}\n    -   Who took it?\n"
        f"-   Describe a promise you broke. ^{guids[2]}\n\n## Round 1: Trust (30 minutes)\n"
    )
    assert "<!--" not in text.decode()


def test_a_story_and_an_exercise_are_written_under_their_headings(db: Connection) -> None:
    import_files(db, {"practice.md": PRACTICE})
    text = b"".join(by_markdown(db).values()).decode()
    assert "\n**Situation (20 seconds)**\n\nOur checkout took 9 seconds" in text
    assert '"sections"' not in text
    assert '"back"' not in text


def test_a_table_says_what_is_drilled_and_where_it_stands(db: Connection) -> None:
    import_files(db, {"loop/questions.md": BANK})
    (table,) = by_csv(db).values()
    assert b",yes,,Questions of the loop \xe2\x80\xba Ownership\r\n" in table


@pytest.mark.parametrize("front", ["Tell me about a pager that nobody wanted.", "Tell me about feedback that hurt."])
def test_a_question_that_was_given_an_answer_comes_back_as_one_to_recall(db: Connection, front: str) -> None:
    import_files(db, {"loop/questions.md": BANK})
    note_id = int(str(one(db, f"SELECT id FROM notes WHERE front = '{front}'")))
    known = note(db, note_id)
    db.execute("UPDATE notes SET back = 'I wrote it down.', back_html = '<p>I wrote it down.</p>' WHERE id = ?", (note_id,))
    db.execute("UPDATE cards SET is_drilled = 0 WHERE note_id = ?", (note_id,))
    for write in (by_markdown, by_csv):
        other = memory_database()
        import_files(other, write(db))
        assert without("sections", notes(other)) == without("sections", notes(db))
        assert one(other, f"SELECT sections FROM notes WHERE front = '{known.front}'") == "[]"


def test_what_is_asked_next_can_be_edited_in_the_export(db: Connection) -> None:
    import_files(db, {"loop/questions.md": BANK})
    edited = {path: text.replace(b"Who wrote the runbook?", b"Who wrote a runbook?") for path, text in by_markdown(db).items()}
    assert import_files(db, edited, later(1)).changed == 1
    assert kinds(db) == {"question": 7}
    assert json.loads(str(one(db, "SELECT sections FROM notes WHERE id = 1"))) == [
        [FOLLOW_UPS, "- Who wrote a runbook?\n- What did it cost you?"]
    ]


def test_a_story_that_was_ticked_comes_with_its_parts(db: Connection) -> None:
    add_story(
        db, StoryDraft(title="The pager", situation="At night.", action="I read it.", result="Calm.", is_shared=True), MOMENT
    )
    for write in (by_markdown, by_csv):
        other = memory_database()
        import_files(other, write(db))
        assert one(other, "SELECT sections FROM notes") == one(db, "SELECT sections FROM notes")


def test_what_is_asked_next_follows_the_editor(db: Connection) -> None:
    import_files(db, {"loop/questions.md": BANK})
    known = note(db, 1)
    draft = draft_of(known)
    edit_note(db, 1, NoteDraft(draft.kind, draft.front, "- Who paid?", (), 0, 0), "Loop::Questions", note_version(known), MOMENT)
    assert note(db, 1).sections == ((FOLLOW_UPS, "- Who paid?"),)
    assert kinds(db) == {"question": 7}


@pytest.mark.parametrize("path", REAL, ids=lambda path: path.stem)
def test_real_guides_come_back(path: Path) -> None:
    db, by_text, by_table = memory_database(), memory_database(), memory_database()
    import_files(db, {path.name: path.read_bytes()})
    if not card_count(db):
        return
    import_files(by_text, by_markdown(db))
    import_files(by_table, by_csv(db))
    assert without("context", notes(by_text)) == without("context", notes(db))
    assert without("context", notes(by_table)) == without("context", notes(db))
    plan = plan_import(db, gather_uploads(by_markdown(db).items()))
    assert {status: number for status, number in counts(plan).items() if number} == {"same": len(notes(db))}


def test_the_whole_collection_comes_back_with_every_part(held: Connection, tmp_path: Path) -> None:
    target = tmp_path / "all.json"
    target.write_bytes(b"".join(export_json(held)))
    other = memory_database()
    restore_export(other, target)
    assert notes(other) == notes(held)


@pytest.mark.parametrize(("form", "name"), [("--markdown", "notes"), ("--markdown", "notes.zip"), ("--csv", "notes.csv")])
def test_the_commands_do_the_same(tmp_path: Path, form: str, name: str) -> None:
    (tmp_path / "questions.md").write_bytes(BANK)

    def run(data: str, *arguments: str) -> None:
        result = CliRunner().invoke(program, ["--data", str(tmp_path / data), *arguments], obj=Invocation(clock=lambda: NOW))
        assert result.exit_code == 0, result.output

    run("one", "import", str(tmp_path / "questions.md"))
    run("one", "export", form, str(tmp_path / name))
    run("two", "import", str(tmp_path / name))
    first, second = (notes(open_database(tmp_path / data / "flashcards.db", NOW)) for data in ("one", "two"))
    assert second == first
    assert len(first) == 7
