"""Notes as CSV: nothing a spreadsheet would run, everything as it was when it comes back, and mistakes named by line."""

from __future__ import annotations

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashcards.core.errors import BadInput, FlashcardsError, UnreadableFile
from flashcards.core.models import Form, Kind, NoteDraft
from flashcards.guides.canonical import canonical
from flashcards.guides.spreadsheet import ACTIVE, COLUMNS, bare, read_csv, shielded, write_csv

NOTE = NoteDraft(Kind.QUESTION, "What?", "That.", (), 2, 2)
HEAD = ",".join(COLUMNS) + "\r\n"


def written(*notes: NoteDraft, deck: str = "Deck") -> bytes:
    return "".join(write_csv((deck, one) for one in notes)).encode()


def back(raw: bytes) -> list[NoteDraft]:
    return [replace(one, line=2, end_line=2) for _, one in read_csv(raw, "notes.csv")]


def told(raw: bytes | str, kind: type[FlashcardsError] = UnreadableFile) -> str:
    with pytest.raises(kind) as refusal:
        read_csv(raw.encode() if isinstance(raw, str) else raw, "notes.csv")
    return refusal.value.message


def test_notes_are_rows_below_the_names_of_their_columns() -> None:
    more = {"tags": ("aws", "größe"), "level": "L7", "principles": ("Dive Deep",), "as_of": "2026"}
    note = replace(NOTE, explicit_id="ab12", back='one,\n\n"two"', **more)
    assert written(note).decode() == HEAD + (
        'ab12,Deck,basic,question,What?,"one,\n\n""two""","aws, größe",L7,Dive Deep,2026,,,\r\n'
    )
    assert read_csv(written(note), "notes.csv") == [("Deck", note)]


@pytest.mark.parametrize("begin", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_one_that_a_spreadsheet_would_run(begin: str) -> None:
    cells = [f"{begin}HYPERLINK(1)", f"'{begin}x", f"''{begin}", begin, f"{begin}5"]
    for cell in cells:
        assert not shielded(cell).startswith(ACTIVE)
        assert bare(shielded(cell)) == cell


def test_what_looks_like_a_formula_comes_back_as_it_was() -> None:
    for side in ("=1+1", "+49 30", "-5", "-   a list", "@home", "'quoted'", "'=1", "''", "'tis"):
        note = replace(NOTE, front=side, back=side)
        cells = next(csv.reader(io.StringIO(written(note).decode().split("\r\n", 1)[1])))
        assert not any(cell.startswith(ACTIVE) for cell in cells)
        assert back(written(note)) == [note]


def test_an_apostrophe_that_a_person_wrote_stays() -> None:
    assert back(b"front,back\n'tis,'what'\n") == [replace(NOTE, front="'tis", back="'what'")]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_cell_comes_back_and_none_is_run(cell: str) -> None:
    assert bare(shielded(cell)) == cell
    assert not shielded(cell).startswith(ACTIVE)


characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0\r")
sides = st.text(characters | st.sampled_from("=+-@'\",\n\t;"), max_size=40).map(lambda text: canonical(text.strip()).strip())
words = st.text(characters, min_size=1, max_size=8).map(str.strip).filter(lambda word: word and not any(map(str.isspace, word)))


@given(
    st.lists(
        st.builds(
            replace,
            st.just(NOTE),
            front=sides.filter(lambda side: side and canonical(side).strip() == side),
            back=sides.filter(lambda side: canonical(side).strip() == side),
            tags=st.lists(words.filter(lambda word: "," not in word), unique=True, max_size=3).map(tuple),
            principles=st.lists(words, unique=True, max_size=2).map(tuple),
            form=st.sampled_from([Form.BASIC, Form.TYPED, Form.REVERSED]),
            kind=st.sampled_from(list(Kind)),
            level=st.sampled_from([None, "L5", "L8"]),
            sections=st.lists(st.tuples(words, sides), max_size=2).map(tuple),
        ),
        min_size=1,
        max_size=3,
    )
)
def test_any_notes_come_back(notes: list[NoteDraft]) -> None:
    assert back(written(*notes)) == notes


def test_what_is_asked_next_is_read_from_the_back_of_a_question_that_is_drilled() -> None:
    (note,) = back(b'front,back,drilled\nTell me about a failure.,"- Who paid?\n- What next?",yes\n')
    assert (note.follow_ups, note.is_drilled) == (("Who paid?", "What next?"), True)
    (row,) = list(write_csv([("Deck", note)]))[1:]
    assert row.endswith(",yes,,\r\n")
    assert back(written(note)) == [note]


def test_the_same_back_is_an_answer_where_nothing_says_that_it_is_drilled() -> None:
    (note,) = back(b'front,back\nWhich questions open a design?,"- Who calls it?\n- How often?"\n')
    assert (note.sections, note.is_drilled) == ((), False)


def test_parts_that_the_back_does_not_show_stand_in_a_cell_of_their_own() -> None:
    note = replace(NOTE, back="Cold.", sections=(("Approach", "Cold."),))
    assert ',"[[""Approach"", ""Cold.""]]",' in written(note).decode()
    story = replace(NOTE, kind=Kind.STORY, back="**Result**: Calm.", sections=())
    assert back(written(note)) + back(written(story)) == [note, story]


def test_a_context_is_the_title_and_the_headings() -> None:
    note = replace(NOTE, heading=("Queues", "Limits"))
    assert written(note).decode().endswith(",Queues › Limits\r\n")
    assert back(written(note)) == [note]
    assert back("front,back,context\nWhat?,That., Queues ›  a  b \n".encode())[0].heading == ("Queues", "a b")


def test_only_front_and_back_are_needed_in_any_order_and_case_and_markdown_is_tidied() -> None:
    assert back(b"\xef\xbb\xbfBack, FRONT \r\nThat.,What?\r\n\r\n") == [NOTE]
    assert back(b'front,back\nSteps?,"Two:\n- one\n- two"\n')[0].back == "Two:\n\n-   one\n-   two"


def test_each_note_knows_the_line_its_row_begins_at() -> None:
    notes = read_csv(b'front,back\n"a\nb",c\n\nd,e\n', "notes.csv")
    assert [one.line for _, one in notes] == [2, 5]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", ":1: there is no column front and no column back"),
        (b"front,answer\na,b\n", ":1: there is no column back. The first line has to name the columns: guid, deck"),
        (b"front,back,colour\na,b,c\n", ":1: there is no column 'colour'"),
        (b"front,back,Front\na,b,c\n", ":1: the column front stands there twice"),
        (b"front;back\na;b\n", ":1: its columns are separated by semicolons"),
        (b"front\tback\na\tb\n", ":1: its columns are separated by tabs"),
        (b"front,back\n", ":1: there is no note below"),
        (b"front,back\na,b\nc\n", ":3: 1 cells, but 2 columns"),
        (b"front,back\na,b,c\n", ":2: 3 cells, but 2 columns"),
        (b'front,back\na,b\nc,"d\ne,f\n', ":3: a quote that opens a cell is never closed"),
        (b'front,back\na,"b" c\n', ":2: a quote stands where none may"),
        (b"front,back\na," + b"x" * 140_000 + b"\n", ":2: a cell is larger than 64 kB"),
        (b"front,back\na,b\nc,\xe4\n", ":3: byte 0xE4 is not UTF-8"),
        ("front,back\na,b\n".encode("utf-16"), "this looks like UTF-16"),
        (b"front,back\na,b\nc,\0\n", ":3: a NUL character"),
    ],
)
def test_a_file_that_is_no_such_table_is_refused_with_its_line(raw: bytes, words: str) -> None:
    message = told(raw)
    assert message.startswith("notes.csv:")
    assert words in message


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        ("front\n ,", "the front is empty"),
        ("kind\na,b,story teller", "kind is 'story teller', but may only be concept"),
        ("form\na,b,double", "form is 'double', but may only be basic, reversed, cloze, typed"),
        ("level\na,b,L9", "level is 'L9', but may only be L5, L6, L7 or L8"),
        ("tags\na,b,two words", "the tag 'two words' has a blank or comma in it"),
        ('principles\na,b,"[1]"', "'[1]' is no list"),
        ('tags\na,b,"[[[["', "'[[[[' is no list"),
        ("guid\na,b,no id!", "guid is 'no id!'"),
        ("deck\na,b,A:: ::B", "A part of the name is empty"),
        ("form\na,b,cloze", "gap"),
        ("drilled\na,b,no", "drilled is 'no', but may only be yes or empty"),
        ("drilled\na,b,yes", "drilled is yes, but the back is an answer"),
        ("sections\na,b,[1]", 'sections cannot be \'[1]\'; write [["Follow-ups", "- What then?"]]'),
        ("as_of\na," + "x" * 64_001 + ",2026", "the back has more than 64 kB"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused_with_its_line(cells: str, words: str) -> None:
    name, row = cells.split("\n")
    head = "front,back" if name == "front" else f"front,back,{name}"
    message = told(f"{head}\nfine,fine{',' * (name != 'front')}\n{row}\n", BadInput)
    assert message.startswith("notes.csv:3: ")
    assert words in message
