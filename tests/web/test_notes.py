"""The table of notes over HTTP: found, sorted and changed, without JavaScript too."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from werkzeug.test import TestResponse

from tests.web.conftest import Browser

STRANGE = (
    '"', "NEAR(", "*", "AND", "c++", "a-b", "x" * 10_000, "a\x00b", "\ud800", "🙂", "(" * 500, "-" * 500, "\\", "a OR", "^a",
    "'; DROP TABLE notes; --", "is:foo", "prop:r<80", "deck:", "%", "[", "<script>alert(1)</script>", "{front}: x",
    "nid:9999999999999999999",
)  # fmt: skip


def found(page: TestResponse) -> list[int]:
    """The cards of the table, in order."""
    return [int(one) for one in re.findall(r'name="card" value="(\d+)"', page.text)]


def look(browser: Browser, **query: object) -> TestResponse:
    return browser.client.get("/notes", query_string=query)


def mend(browser: Browser, do: str, **fields: object) -> TestResponse:
    return browser.client.post("/notes/mend", data={"do": do, **fields})


def test_the_newest_cards_stand_first_fifty_a_page_and_are_counted(learner: Browser) -> None:
    page = look(learner)
    assert found(page) == list(range(30, 0, -1))
    assert "<b>30 cards</b> of 30 notes" in page.text


def test_a_search_finds_and_keeps_its_text(learner: Browser) -> None:
    page = look(learner, q='"Question 7"')
    assert found(page) == [7]
    assert "&#34;Question 7&#34;" in page.text


def test_nothing_found_is_said_in_words(learner: Browser) -> None:
    assert "Nothing is found." in look(learner, q="zebra").text


def test_an_empty_collection_offers_the_step_that_fills_it(browser: Browser) -> None:
    page = look(browser)
    assert page.status_code == 200
    assert "Import a guide" in page.text


def test_a_mistake_is_shown_at_its_place(learner: Browser) -> None:
    page = look(learner, q="queue is:foo or")
    assert page.status_code == 422
    assert "there is no is:foo" in page.text
    assert "<code>queue <mark>is:foo</mark> or</code>" in page.text


@pytest.mark.parametrize("text", STRANGE, ids=lambda text: ascii(text[:12]))
def test_whatever_is_typed_is_answered(learner: Browser, text: str) -> None:
    address = f"/notes?q={quote(text.encode('utf-8', 'surrogatepass'))}"
    page = learner.client.get(address)
    assert page.status_code in (200, 422)
    assert "<script>alert" not in page.text
    asked = mend(learner, "suspend", q=text.encode("utf-8", "replace").decode(), all="on")
    assert asked.status_code in (303, 422)


def test_every_column_sorts_both_ways(learner: Browser) -> None:
    learner.rate(4)
    for name in re.findall(r'<option value="(\w+)"', look(learner).text.partition('id="sort"')[2].partition("</select>")[0]):
        rising, falling = look(learner, sort=name), look(learner, sort=f"-{name}")
        assert sorted(found(rising)) == sorted(found(falling)) == list(range(1, 31)), name
    assert found(look(learner, sort="front"))[:3] == [10, 11, 12]
    assert found(look(learner, sort="recall"))[0] == found(look(learner, sort="-recall"))[0] == 1


def test_the_sorted_column_says_so_and_turns_round(learner: Browser) -> None:
    page = look(learner, sort="due").text
    assert 'aria-sort="ascending"' in page
    assert "/notes?sort=-due" in page


@pytest.mark.parametrize("query", ["sort=foo", "page=0", "page=x", "page=-1"])
def test_an_address_that_cannot_be_meant_is_refused(learner: Browser, query: str) -> None:
    assert learner.client.get(f"/notes?{query}").status_code == 422


def test_pages_follow_each_other_and_one_too_many_is_the_last(learner: Browser) -> None:
    learner.take_in("# More\n\n" + "\n\n".join(f"Q: Other {number}?\nA: {number}." for number in range(40)), "more.md")
    first, second = look(learner), look(learner, page=2)
    assert [*found(first), *found(second)] == list(range(70, 0, -1))
    assert found(look(learner, page=10**17)) == found(second)


def test_columns_and_rows_are_kept_as_chosen(learner: Browser) -> None:
    answer = learner.client.post(
        "/notes/view", data={"column": ["kind", "due", "nonsense"], "rows": "100", "next": "/notes?q=is:new"}
    )
    assert answer.status_code == 303
    assert answer.location == "/notes?q=is:new"
    heads = re.findall(r'<th scope="col" class="col-(\w+)', look(learner).text)
    assert heads == ["front", "due", "kind"]


def test_choosing_columns_makes_no_shown_card_stale(learner: Browser) -> None:
    shown = learner.shown()
    learner.client.post("/notes/view", data={"column": ["kind"], "rows": "50"})
    assert learner.rate(3, shown=shown).status_code == 303


def test_a_chosen_deck_or_tag_is_put_into_the_search(learner: Browser) -> None:
    answer = look(learner, q="question", deck='A "B"::C*', tag="")
    assert answer.status_code == 302
    assert parse_qs(urlsplit(answer.location).query) == {"q": [r'question deck:"A \"B\"::C\*"']}
    assert look(learner, q=r'question deck:"A \"B\"::C\*"').status_code == 200


@pytest.mark.parametrize(
    ("do", "fields", "search"),
    [
        ("suspend", {}, "is:suspended"),
        ("bury", {}, "is:buried"),
        ("flag", {"flag": "4"}, "flag:blue"),
        ("mark", {}, "is:marked"),
        ("tag", {"tags": "aws  s3"}, "tag:aws tag:s3"),
        ("due", {"days": "3-7"}, "prop:due>=3 prop:due<=7"),
        ("move", {"deck": "1"}, None),
        ("delete", {}, None),
    ],
)
def test_ticked_cards_are_changed_in_one_step_that_undo_takes_back(
    learner: Browser, do: str, fields: dict[str, str], search: str | None
) -> None:
    learner.client.post("/decks", data={"name": "Other"})
    answer = mend(learner, do, card=["3", "5"], q="question", sort="front", page="1", **fields)
    assert answer.status_code == 303
    assert answer.location.startswith("/notes?q=question&sort=front&page=1")
    if search:
        assert found(look(learner, q=search)) == [5, 3]
        learner.undo()
        assert found(look(learner, q=search)) == []
    assert len(found(look(learner))) == (28 if do == "delete" else 30)


def test_what_was_done_is_said_with_the_way_back(learner: Browser) -> None:
    page = learner.client.get(mend(learner, "suspend", card=["3", "5"]).location).text
    assert "Suspended 2 cards." in page
    assert "Undo" in page


def test_all_that_is_found_is_changed_however_many_are_ticked(learner: Browser) -> None:
    mend(learner, "suspend", card="3", q="-question", all="on")
    assert found(look(learner, q="is:suspended")) == []
    mend(learner, "suspend", card="3", q='"Question 4" or "Question 5"', all="on")
    assert found(look(learner, q="is:suspended")) == [5, 4]


def test_a_change_that_changes_nothing_says_so(learner: Browser) -> None:
    answer = mend(learner, "resume", card="3")
    assert "There was nothing to change" in learner.client.get(answer.location).text


@pytest.mark.parametrize(
    ("do", "fields", "words"),
    [
        ("suspend", {"card": []}, "Nothing is ticked"),
        ("explode", {}, "do must be one of"),
        ("flag", {"flag": "8"}, "flag must be a whole number from 0 to 7"),
        ("tag", {"tags": " , "}, "Write one or more tags"),
        ("due", {"days": "soon"}, "Write in how many days"),
        ("due", {"days": "7-3"}, "Write in how many days"),
        ("move", {}, "The field deck is missing"),
        ("suspend", {"card": "x"}, "card must be a whole number"),
        ("suspend", {"card": [str(one) for one in range(1, 2002)]}, "At most 2,000"),
        ("suspend", {"all": "on", "q": "is:foo"}, "there is no is:foo"),
    ],
)
def test_a_form_that_cannot_be_meant_changes_nothing_and_keeps_the_ticks(
    learner: Browser, do: str, fields: dict[str, object], words: str
) -> None:
    before = learner.scalar("SELECT changes FROM collection")
    page = mend(learner, do, **{"card": ["3"], **fields})
    assert page.status_code == 422
    assert words in page.text
    if "card" not in fields and "all" not in fields:
        assert re.search(r'name="card" value="3" checked', page.text)
    assert learner.scalar("SELECT changes FROM collection") == before


def test_a_deck_that_is_not_there_is_not_found(learner: Browser) -> None:
    assert mend(learner, "move", card="3", deck="99").status_code == 404


def test_looking_writes_nothing(learner: Browser) -> None:
    before = learner.scalar("SELECT changes FROM collection")
    for query in ("", "?q=is:due&sort=-recall&page=2", "?deck=Queues"):
        learner.client.get(f"/notes{query}")
    assert learner.scalar("SELECT changes FROM collection") == before
