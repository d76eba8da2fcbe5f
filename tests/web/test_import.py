"""Guides in through the browser: the preview, the ticks, the bad and the hostile."""

from __future__ import annotations

import io
import re
import zipfile
from html.parser import HTMLParser
from io import BytesIO

import pytest

from tests.payloads import PAYLOADS
from tests.web.conftest import GUIDE, Browser

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6300010000050001"
    "0d0a2db40000000049454e44ae426082"
)


def test_a_preview_lists_every_card_beside_its_source_and_writes_nothing_yet(browser: Browser) -> None:
    page = browser.upload("# Queues\n\nQ: What is SQS?\nA: A queue.\n\n[Next page](next.md)\n").text
    assert "What is SQS?" in page
    assert "Q: What is SQS?" in page
    assert re.search(r'action="/import/\d+/apply"', page)
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 0


def test_an_unticked_card_is_left_out_and_an_edited_one_is_made_as_edited(browser: Browser) -> None:
    browser.upload("# Queues\n\nQ: One?\nA: 1\n\nQ: Two?\nA: 2\n")
    first, second = (browser.scalar(f"SELECT id FROM staged_notes ORDER BY id LIMIT 1 OFFSET {place}") for place in (0, 1))
    assert browser.client.post(f"/import/1/notes/{first}/tick", data={}).status_code == 303
    assert (
        browser.client.post(f"/import/1/notes/{second}/edit", data={"front": "Two, really?", "back": "**2**"}).status_code == 303
    )
    assert browser.client.post("/import/1/apply").status_code == 303
    assert browser.scalar("SELECT group_concat(front) FROM notes") == "Two, really?"
    assert "<strong>2</strong>" in str(browser.scalar("SELECT back_html FROM notes"))


def test_importing_again_shows_the_same_and_changes_nothing(learner: Browser) -> None:
    before = [learner.scalar(f"SELECT COUNT(*) FROM {table}") for table in ("notes", "cards", "sources", "guides", "journal")]
    learner.take_in(GUIDE)
    assert [
        learner.scalar(f"SELECT COUNT(*) FROM {table}") for table in ("notes", "cards", "sources", "guides", "journal")
    ] == before


def test_applying_twice_makes_the_cards_once(browser: Browser) -> None:
    browser.upload(GUIDE)
    assert [browser.client.post("/import/1/apply").status_code for _ in range(2)] == [303, 303]
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 30


def test_one_undo_takes_an_import_back(learner: Browser) -> None:
    learner.undo()
    assert learner.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 0
    assert learner.scalar("SELECT COUNT(*) FROM decks WHERE deleted_at IS NULL") == 0
    assert "This import was taken back" in learner.client.get("/import/1").text
    learner.undo("redo")
    assert learner.scalar("SELECT COUNT(*) FROM notes WHERE deleted_at IS NULL") == 30
    assert "30 cards added" in learner.client.get("/import/1").text


def test_a_picture_comes_along_from_a_zip_and_can_do_nothing(browser: Browser) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("guides/a.md", "# A\n\nQ: What is this?\nA: ![a dot](img/my%20dot.png)\n")
        archive.writestr("guides/img/my dot.png", PNG)
    browser.take_in(packed.getvalue(), "guides.zip")
    source = re.search(r'src="(/media/[0-9a-f]{32}\.png)"', str(browser.scalar("SELECT back_html FROM notes")))
    assert source
    picture = browser.client.get(source[1])
    assert (picture.data, picture.mimetype) == (PNG, "image/png")
    assert "sandbox" in picture.headers["Content-Security-Policy"]


BAD = {
    "a PDF": (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "guide.md", 422),
    "a binary": (bytes(range(256)) * 40, "guide.md", 422),
    "UTF-16": ("# Title\n\nQ: A?\nA: B.\n".encode("utf-16"), "guide.md", 422),
    "invalid UTF-8": (b"# Title\n\nQ: caf\xe9?\nA: yes \xff\xfe\n", "guide.md", 422),
    "3 MB": (b"# Title\n\n" + b"word " * 600_000, "guide.md", 413),
    "another ending": (b"hello", "guide.docx", 422),
    "no zip": (b"PK\x03\x04 and then nothing", "guides.zip", 422),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_named_and_changes_nothing(learner: Browser, name: str) -> None:
    content, file_name, status = BAD[name]
    before = learner.scalar("SELECT changes FROM collection")
    answer = learner.upload(content, file_name)
    assert answer.status_code == status
    assert file_name in answer.text
    assert learner.scalar("SELECT changes FROM collection") == before


ODD = {
    "an empty file": b"",
    "NUL bytes": GUIDE.replace("Question 7", "Question\0 7").encode(),
    "front matter that is no YAML": b"---\ntitle: [x\n---\n\n# T\n\nQ: A?\nA: B.\n",
    "huge front matter": b"---\nnote: " + b"x" * 20_000 + b"\n---\n\n# T\n\nQ: A?\nA: B.\n",
    "a date that does not exist": b"---\ndate: 2026-02-30\n---\n\n# T\n\nQ: A?\nA: B.\n",
    "front matter without an end": b"---\ntitle: x\n\n# T\n\nQ: A?\nA: B.\n",
    "an unclosed fence": b"# T\n\nQ: A?\nA: B.\n\n## More\n\n```python\nx = 1\n",
    "a list 100 levels deep": "\n".join("  " * level + "- item" for level in range(100)).encode(),
    "brackets": b"# T\n\nQ: " + b"[" * 8000 + b"?\nA: B.\n",
    "line ends of old Macs": b"# T\r\rQ: A?\rA: B.\r",
    "a byte order mark": b"\xef\xbb\xbf# T\n\nQ: A?\nA: B.\n",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_input_is_read_as_far_as_it_goes(browser: Browser, name: str) -> None:
    assert browser.upload(ODD[name]).status_code == 200


def test_a_zip_that_climbs_out_is_refused_whole(browser: Browser) -> None:
    for member in ("../evil.md", "/etc/evil.md", "a/../../evil.md", "..\\evil.md", "C:/evil.md"):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("good.md", "Q: A?\nA: B.")
            archive.writestr(member, "Q: C?\nA: D.")
        answer = browser.upload(packed.getvalue(), "guides.zip")
        assert answer.status_code == 422, member
        assert "points outside" in answer.text
    assert browser.scalar("SELECT COUNT(*) FROM imports") == 0


def test_one_unreadable_guide_among_several_is_named_and_left_out(browser: Browser) -> None:
    files = [(BytesIO(b"# Good\n\nQ: A?\nA: B.\n"), "good.md"), (BytesIO(b"%PDF-1.4 ..."), "bad.md")]
    page = browser.client.post("/import", data={"file": files})
    assert page.status_code == 200
    assert "bad.md" in page.text
    browser.client.post("/import/1/apply")
    assert browser.scalar("SELECT COUNT(*) FROM notes") == 1


def test_no_file_is_a_mistake_with_a_way_out(browser: Browser) -> None:
    answer = browser.client.post("/import", data={})
    assert answer.status_code == 422
    assert "No file was chosen" in answer.text


def file_name(payload: str) -> str:
    """The payload as far as a browser sends it in a file's name: quotes and control characters never come as they are."""
    return "x" + "".join(letter for letter in payload[:80] if letter.isprintable() and letter not in '"/\\;') + ".md"


LINKS = ("#", "?", "http://", "https://", "mailto:")


class Acting(HTMLParser):
    """Collects what could act in a page: scripts that are not ours, handlers, foreign addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            text = (value or "").strip().lower()
            is_address = name in ("src", "href", "action", "formaction", "srcdoc", "data", "poster", "xlink:href")
            is_ours = text.startswith("/") or (name == "href" and text.startswith(LINKS))
            is_handler = name.startswith(("on", "data-hx-", "hx-on")) or name in ("style", "srcdoc")
            if is_handler or (is_address and not is_ours):
                self.found.append(f"<{tag} {name}={value}>")
        if tag in ("iframe", "object", "embed", "base", "style", "svg:script") or (
            tag == "script" and not dict(attrs).get("src")
        ):
            self.found.append(f"<{tag}>")


def acting(page: str) -> list[str]:
    parser = Acting()
    parser.feed(page)
    return parser.found


def test_the_judge_sees_what_acts() -> None:
    assert acting('<img src="//evil" onerror="x">')
    assert acting("<script>alert(1)</script>")
    assert acting('<a href="javascript:alert(1)">x</a>')
    assert not acting('<a href="/decks">x</a><script src="/static/app.js"></script>')


GROUPS = [PAYLOADS[first : first + 10] for first in range(0, len(PAYLOADS), 10)]


@pytest.mark.parametrize("payloads", GROUPS, ids=range(len(GROUPS)))
def test_script_in_a_guide_never_acts(browser: Browser, payloads: tuple[str, ...]) -> None:
    """Through the text of cards, title, deck name, tags, headings and the file's name; a guide refused whole is fine too."""
    for number, payload in enumerate(payloads):
        preview = browser.upload(hostile_guide(payload), file_name(payload))
        assert acting(preview.text) == [], payload
        applying = re.search(r'action="(/import/\d+/apply)"', preview.text)
        assert applying or preview.status_code == 422, payload
        if applying:
            browser.client.post(applying[1])
            assert acting(browser.client.get(f"/cards/{number + 1}/source").text) == [], payload
    for path in (
        "/",
        "/decks",
        "/decks/1",
        "/decks/1/options",
        "/import",
        *(f"/review?card={number}" for number in range(1, 20)),
    ):
        assert acting(browser.client.get(path).text) == [], path
    for number in range(1, 20):
        assert acting(browser.client.get(f"/cards/{number}").text) == []


def hostile_guide(payload: str) -> str:
    flat = payload.replace("\n", " ")
    quoted = flat.replace("'", '"')
    return (
        f"---\ntitle: 'T {quoted}'\ndeck: 'D {quoted}'\ntags: ['{quoted}']\n---\n\n# {flat}\n\n"
        f"## Heading {flat}\n\nQ: Front {payload}?\nA: Back {payload}\n\n- **Term {flat}**: explanation {flat}\n"
    )


def test_a_reworded_card_is_shown_beside_what_it_says_now(browser: Browser) -> None:
    browser.take_in("# Queues\n\nQ: How long? ^how-long\nA: Four days.\n")
    page = browser.upload("# Queues\n\nQ: How long? ^how-long\nA: Fourteen days.\n").text
    assert "1 changed" in page
    row = browser.client.post("/import/2/notes/2/tick", data={}, headers=browser.fragment).text
    for text in (page, row):
        assert "<del>Four</del> days." in text
        assert "<ins>Fourteen</ins> days." in text


def test_a_card_that_comes_back_is_said_to(browser: Browser) -> None:
    both, one = "# Queues\n\nQ: A?\nA: 1\n\nQ: B?\nA: 2\n", "# Queues\n\nQ: A?\nA: 1\n"
    browser.take_in(both)
    browser.take_in(one)
    assert "1 coming back" in browser.upload(both).text
    assert "coming back" not in browser.upload(one).text


def test_several_guides_none_of_which_can_be_read_are_refused(browser: Browser) -> None:
    files = [(BytesIO(b"%PDF-1.4 ..."), "one.md"), (BytesIO(b"%PDF-1.4 ..."), "two.md")]
    answer = browser.client.post("/import", data={"file": files})
    assert answer.status_code == 422
    assert "None of these 2 guides can be read" in answer.text
    assert browser.scalar("SELECT COUNT(*) FROM imports") == 0


def test_a_bad_id_is_named_without_a_bound_nobody_understands(browser: Browser) -> None:
    page = browser.client.get("/review?card=abc").text
    assert "card must be a whole number, not" in page
    assert "9999" not in page
