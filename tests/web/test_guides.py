"""The pages of guides: the list, a guide page by page, the way from a card to its text, and hostile guides."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from werkzeug.test import TestResponse

from tests.payloads import PAYLOADS
from tests.web.conftest import Browser
from tests.web.test_import import acting, file_name, hostile_guide

GUIDE = """---
level: L6
---

# Queues

## SQS

- **Retention**: four days
- **Size**: one MiB

## Learn more

- [Documentation](https://example.com)
"""


@pytest.fixture
def reader(browser: Browser) -> Browser:
    """A browser whose collection has one guide of two cards."""
    browser.take_in(GUIDE)
    return browser


def follow(browser: Browser, path: str) -> TestResponse:
    return browser.client.get(path, follow_redirects=True)


def test_an_empty_collection_offers_an_import(browser: Browser) -> None:
    page = browser.client.get("/guides").text
    assert 'href="/import"' in page
    assert 'class="guides"' not in page


def test_the_list_says_what_became_of_each_guide(reader: Browser) -> None:
    reader.rate(1)
    row = re.sub(r"<[^>]+>|\s+", " ", re.findall(r"<tr>.*?</tr>", reader.client.get("/guides").text, re.DOTALL)[1])
    assert row.split() == ["Queues", "queues.md", "2", "1", "due", "0", "0", "today"]


def test_a_guide_is_shown_with_its_front_matter_and_a_mark_beside_each_card(reader: Browser) -> None:
    page = reader.client.get("/guides/1")
    assert page.status_code == 200
    assert "<dt>Level</dt><dd>L6</dd>" in page.text
    assert re.findall(r'<li id="L(\d+)"><span class="marks">\s*<a class="mark mark-(\w+)" href="/cards/(\d+)', page.text) == [
        ("9", "new", "1"), ("10", "new", "2"),
    ]  # fmt: skip
    assert page.text.count("<h1") == 1


def test_a_mark_opens_its_card_and_the_card_leads_back_to_the_text(reader: Browser) -> None:
    address = re.search(r'href="(/cards/1\?back=[^"]+)"', reader.client.get("/guides/1?line=9").text)
    assert address
    card = reader.client.get(unescape(address[1])).text
    assert 'href="/guides/1?line=9#L9"' in card


def test_one_key_leads_from_a_card_to_its_text_and_escape_back(reader: Browser) -> None:
    answer = reader.client.get("/guides/card/2?back=/review?deck=1")
    assert answer.status_code == 302
    assert answer.location == "/guides/1?line=10&card=2&back=/review?deck%3D1#L10"
    page = reader.client.get(answer.location).text
    assert 'id="L10"' in page
    assert '<a href="/review?deck=1" data-key="Escape">' in page


def test_the_old_address_of_a_source_leads_to_the_guide(reader: Browser) -> None:
    assert 'id="L9"' in follow(reader, "/cards/1/source").text


def test_nothing_leads_away(reader: Browser) -> None:
    for back in ("//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"):
        for path in ("/guides/1", "/guides/card/1"):
            assert "evil" not in reader.client.get(path, query_string={"back": back}, follow_redirects=True).text
            assert "alert" not in reader.client.get(path, query_string={"back": back}, follow_redirects=True).text


def test_a_card_in_several_guides_offers_the_others(reader: Browser) -> None:
    reader.take_in(GUIDE.replace("# Queues", "# Other"), "other.md")
    page = follow(reader, "/guides/card/1").text
    assert re.search(r'It also stands in <a href="/guides/2\?line=9&amp;card=1[^"]*#L9">Other, line 9</a>', page)


def test_a_card_that_moved_says_from_where(reader: Browser) -> None:
    reader.take_in(GUIDE.replace("# Queues", "# New").replace("- **Size**: one MiB", "- **Price**: little"), "new.md")
    reader.take_in(GUIDE.replace("- **Retention**: four days", "- **Order**: none"))
    page = follow(reader, "/guides/card/1").text
    assert "<h1>New</h1>" in page
    assert "It no longer stands in Queues; it moved here." in page


def test_a_card_gone_from_its_guide_says_what_it_was_and_where_it_stood(reader: Browser) -> None:
    reader.take_in(GUIDE.replace("- **Retention**: four days\n", ""))
    page = reader.client.get("/guides/card/1")
    assert page.status_code == 200
    assert "Its text is gone" in page.text
    assert "four days" in page.text
    assert re.search(
        r'It stood in <a href="/guides/1">Queues</a>, under\s+<a href="/guides/1\?line=7[^"]*#L7">SQS</a>, line 9', page.text
    )


def test_a_card_written_by_hand_says_so(reader: Browser) -> None:
    reader.client.post("/notes/add", data={"deck": "Own", "way": "basic", "front": "a", "back": "b", "kind": "fact"})
    card_id = reader.scalar("SELECT MAX(id) FROM cards")
    assert "This card has no guide" in reader.client.get(f"/guides/card/{card_id}").text


def test_a_card_of_an_undone_import_is_not_found(reader: Browser) -> None:
    reader.undo()
    assert reader.client.get("/guides/card/1").status_code == 404
    assert reader.client.get("/guides/1").status_code == 404


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/guides/1?line=x", 422), ("/guides/1?line=0", 422), ("/guides/1?line=99999999999", 200), ("/guides/1?show=x", 422),
        ("/guides/2", 404), ("/guides/card/99", 404), ("/guides/99999999999999999999", 404), ("/guides/1?card=99", 404),
        ("/guides/1?heading=sqs", 302), ("/guides/1?heading=%00", 302), ("/notes/add?guide=1&line=2", 404),
        ("/notes/add?guide=9&line=2", 404), ("/notes/add?guide=x&line=2", 422),
    ],
)  # fmt: skip
def test_odd_addresses_are_answered(reader: Browser, path: str, status: int) -> None:
    assert reader.client.get(path).status_code == status


def test_links_between_guides_lead_to_the_heading(reader: Browser) -> None:
    reader.take_in("# Two\n\nSee [there](queues.md#learn-more).\n\na :: b\n", "two.md")
    link = re.search(r'href="(/guides/1\?heading=[^"]+)"', reader.client.get("/guides/2").text)
    assert link
    assert reader.client.get(link[1]).location == "/guides/1?line=12#L12"


def test_a_text_that_became_nothing_says_why_and_is_made_a_card(reader: Browser) -> None:
    page = reader.client.get("/guides/1?show=nothing").text
    assert 'class="mark ' not in page
    found = re.search(r'Links only <a href="(/notes/add[^"]+)"', page)
    assert found
    editor = reader.client.get(unescape(found[1])).text
    assert "[Documentation](https://example.com)</textarea>" in editor
    form = re.search(r'<form id="note"[^>]* action="([^"]+)"', editor)
    assert form
    fields = {"deck": "Queues", "way": "basic", "front": "Where?", "back": "There", "kind": "fact"}
    saved = reader.client.post(unescape(form[1]), data=fields)
    assert saved.location == "/guides/1?show=nothing#L14"
    assert "Links only" not in reader.client.get("/guides/1?show=nothing").text
    assert reader.client.get("/guides/card/3").location.endswith("#L14")
    assert reader.scalar("SELECT context FROM notes WHERE id = 3") == "Queues › Learn more"
    reader.undo()
    assert "Links only" in reader.client.get("/guides/1?show=nothing").text


def test_a_text_that_went_while_its_card_was_written_does_not_cost_the_card(reader: Browser) -> None:
    fields = {"deck": "Queues", "way": "basic", "front": "Where?", "back": "There", "kind": "fact"}
    assert reader.client.post("/notes/add?guide=1&line=13", data=fields).status_code == 303
    assert reader.scalar("SELECT COUNT(*) FROM notes") == 3


def test_looking_changes_nothing(reader: Browser) -> None:
    before = reader.scalar("SELECT changes FROM collection")
    for path in ("/guides", "/guides/1", "/guides/1?show=nothing", "/guides/card/1", "/notes/add?guide=1&line=14"):
        follow(reader, path)
    assert reader.scalar("SELECT changes FROM collection") == before


GROUPS = [PAYLOADS[first::10] for first in range(10)]


def pages(browser: Browser) -> Iterator[str]:
    for number in range(1, 1 + int(str(browser.scalar("SELECT COUNT(*) FROM guides")))):
        for query in ("", "?show=nothing", "?heading=keep"):
            yield f"/guides/{number}{query}"
    for number in range(1, 1 + int(str(browser.scalar("SELECT COUNT(*) FROM cards")))):
        yield f"/guides/card/{number}"


@pytest.mark.parametrize("payloads", GROUPS, ids=range(len(GROUPS)))
def test_a_hostile_guide_never_acts(browser: Browser, payloads: tuple[str, ...]) -> None:
    for payload in payloads:
        applying = re.search(r'action="(/import/\d+/apply)"', browser.upload(hostile_guide(payload), file_name(payload)).text)
        if applying:
            browser.client.post(applying[1])
    addresses = ["/guides", *pages(browser)]
    assert len(addresses) > 3 * len(payloads)
    for path in addresses:
        answer = follow(browser, path)
        assert answer.status_code == 200
        assert acting(answer.text) == [], path
        assert answer.text.rstrip().endswith("</html>")
        assert answer.text.count("</main>") == 1
