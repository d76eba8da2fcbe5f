"""The drill in a real browser: by keyboard, by thumb, with a microphone and without one."""

from __future__ import annotations

import math
import re
import struct
import time
import wave
from collections.abc import Iterator
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from flashcards.core.moment import Moment
from flashcards.core.stories.rubric import RUBRIC
from flashcards.services.stories.drilling import ToTell, begin_take, choose_story
from flashcards.services.stories.recording import attach_recording
from flashcards.services.stories.scoring import score_take
from flashcards.services.stories.telling import advance, answer, stand_of
from tests.browser.conftest import Site, settled, violations
from tests.web.telling import QUESTIONS, draft, write_stories

PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
RATE = 16_000


@pytest.fixture
def told(site: Site) -> Site:
    """A collection with questions and three stories."""
    site.take_in(QUESTIONS, "questions.md")
    db = site.db()
    write_stories(
        db,
        Moment(site.clock.now, UTC),
        draft(),
        draft("Search migration", ("Ownership",), strength=3),
        draft("Vendor exit", ("Dive Deep",), strength=2),
    )
    db.close()
    return site


@pytest.fixture
def heard(context: BrowserContext) -> None:
    """The microphone is allowed."""
    context.grant_permissions(["microphone"])


def start(page: Page, how: str = "Aloud", name: str = "Payments rescue", principle: str = "Ownership") -> None:
    """Begin the drill of a pair, and wait until its page listens."""
    page.goto("/drill")
    page.get_by_label(how, exact=True).check(force=True)
    page.get_by_role("button", name=f"Tell {name} for {principle}", exact=True).click()
    expect(page.locator("#now")).to_be_focused()
    page.evaluate("presses = []; addEventListener('keydown', ({ key, timeStamp }) => presses.push([key, timeStamp]), true)")


def presses(page: Page, key: str = " ") -> list[float]:
    """When that key was pressed since the take was opened, in milliseconds: by the browser, which may be slower than this."""
    return [at for pressed, at in page.evaluate("presses") if pressed == key]


def press(page: Page, key: str) -> None:
    """On any page, as the fixture's own does."""
    settled(page)
    page.keyboard.press(key)


def begin_telling(page: Page) -> None:
    press(page, "Space")
    expect(page.locator("#take")).to_have_attribute("data-state", "telling")
    expect(page.locator("#now")).to_have_text("Situation")


def tell_for(page: Page, seconds: int) -> None:
    """Until the clock says at least so much: on a busy machine a look at it may come late."""
    expect(page.locator("#clock")).to_have_text(re.compile("|".join(f"0:{later:02}" for later in range(seconds, 60))))


def to_section(page: Page, section: int, key: str = "Space") -> None:
    press(page, key)
    expect(page.locator("#take")).to_have_attribute("data-section", str(section))


def to_scoring(page: Page) -> None:
    """From the first section on."""
    for section in (1, 2, 3, 4):
        to_section(page, section)
    while page.locator("#take").get_attribute("data-state") == "asking":
        question = page.locator("#now").inner_text()
        press(page, "Space")
        expect(page.locator("#now")).not_to_have_text(question)
    expect(page.locator("#rubric")).to_be_visible()


def to_scoring_by_scores(page: Page) -> None:
    """The same; each follow-up is given a score."""
    for section in range(1, 5):
        to_section(page, section)
    while page.locator("#rubric").count() == 0:
        question = page.locator("#now").inner_text()
        page.keyboard.press("4")
        expect(page.locator("#now")).not_to_have_text(question)


def score(page: Page, keys: str = "44344") -> None:
    for key in keys:
        press(page, key)
    press(page, "Enter")
    expect(page.locator("#take")).to_have_attribute("data-state", "scored")


def sections(site: Site) -> list[int]:
    ((one, two, three, four),) = site.rows(
        "SELECT sections ->> '$[0][0]', sections ->> '$[1][0]', sections ->> '$[2][0]', sections ->> '$[3][0]' FROM takes"
    )
    return [int(str(ms)) for ms in (one, two, three, four)]


def test_a_whole_drill_by_keyboard(page: Page, told: Site) -> None:
    page.goto("/drill")
    page.locator("[name=how][value=aloud]").check(force=True)
    page.locator("main").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#now")).to_be_focused()
    begin_telling(page)
    to_scoring(page)
    for key in "44344":
        page.keyboard.press(key)
    expect(page.locator("#verdict")).to_contain_text("3.8: Good, next")
    promised = page.locator(".is-reached .next").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#now")).to_contain_text("Good")
    expect(page.locator(".lead")).to_contain_text(f"Next: {promised}, for Ownership")
    rated = """SELECT review_log.kind, rating, notes.front, principles.name FROM review_log JOIN cards ON cards.id = card_id
        JOIN notes ON notes.id = note_id JOIN principles ON slot = 'p' || principles.id"""
    assert told.rows(rated) == [("rating", 3, "Payments rescue", "Ownership")]
    page.keyboard.press("u")
    expect(page.locator("#rubric")).to_be_visible()
    assert told.rows("SELECT kind FROM review_log ORDER BY id") == [("rating",), ("undo",)]
    expect(page.locator("#verdict")).to_contain_text("3.8: Good")
    page.keyboard.press("Shift+U")
    expect(page.locator(".verdict")).to_contain_text("3.8 of 5")
    expect(page.locator("#now")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#verdict")).to_contain_text("3.8: Good")
    score(page, "55555")
    expect(page.locator(".verdict")).to_contain_text("5.0 of 5")


def test_section_times_are_exact(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    for section, seconds in ((1, 2), (2, 1), (3, 3), (4, 1)):
        tell_for(page, seconds)
        to_section(page, section)
    pressed = presses(page)
    for ms, before, after in zip(sections(told), pressed[:-1], pressed[1:], strict=True):
        assert abs(ms - (after - before)) <= 200


def test_a_lost_server_takes_no_time_from_either_section(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    page.context.set_offline(True)
    page.keyboard.press("Space")
    again, lost = page.get_by_role("button", name="Try again"), time.perf_counter()
    while time.perf_counter() - lost < 0.8:
        expect(again).to_be_enabled()  # until then one is on its way, and a press does nothing
        page.keyboard.press("Enter")
    expect(again).to_be_enabled()
    expect(page.locator("#failure span")).to_have_text("Not saved: the server does not answer. Your time stands.")
    page.context.set_offline(False)
    to_section(page, 1, "Enter")
    to_section(page, 2)
    began, ended, ended_next = presses(page)
    assert abs(sections(told)[0] - (ended - began)) <= 200
    assert abs(sections(told)[1] - (ended_next - ended)) <= 200


def test_at_all_of_its_time_a_section_says_so_in_colour_and_words(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    cue, clock = page.locator(".cue"), page.locator("#clock")
    colour = clock.evaluate("node => getComputedStyle(node).color")
    expect(cue).to_contain_text("20–30 s are meant for it")
    told.clock.now += timedelta(seconds=27)
    page.reload()
    page.evaluate("""seen = []; new MutationObserver(() => seen.push([clock.textContent, running.dataset.cue]))
        .observe(clock, {childList: true, characterData: true})""")
    expect(cue.locator(".enough")).to_be_visible()
    expect(cue.locator(".over")).to_be_visible()
    expect(cue.locator(".over")).to_contain_text("Over its time: go on to Task")
    assert all((said == "over") is (shown >= "0:30") for shown, said in page.evaluate("seen"))
    assert clock.evaluate("node => getComputedStyle(node).color") != colour


def test_a_reload_in_mid_telling_loses_neither_time_nor_text(page: Page, told: Site) -> None:
    start(page, "Typed")
    page.keyboard.press("Space")
    expect(page.locator("#typed")).to_be_focused()
    page.keyboard.type("Every night. r p 1")
    told.clock.now += timedelta(seconds=7.4)
    left = time.perf_counter()
    page.reload()
    tell_for(page, 7)
    expect(page.locator("#typed")).to_have_value("Every night. r p 1")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#take")).to_have_attribute("data-section", "1")
    assert 7400 <= sections(told)[0] <= 7400 + 1000 * (time.perf_counter() - left)
    assert told.rows("SELECT sections ->> '$[0][1]' FROM takes") == [("Every night. r p 1",)]


def at_once(page: Page, do: str) -> None:
    """From here on a script is run the instant the take has changed, sooner than a test could. `last`: the press for it."""
    page.evaluate(f"""let last = null;
        const press = (key) => document.body.dispatchEvent(new KeyboardEvent('keydown', {{ key, bubbles: true }}));
        const tap = (x, y) => {{
            const met = document.elementFromPoint(x, y);
            met.dispatchEvent(new PointerEvent('pointerdown', {{ clientX: x, clientY: y, bubbles: true }}));
            met.click();
        }};
        const note = (event) => {{ if (event.isTrusted) last = event; }};
        for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, note, true);
        addEventListener('htmx:after:swap', () => {{
            if (!last) return;
            {do}
            last = null;
        }});""")


def test_a_second_press_is_not_taken_for_one_of_what_comes_next(page: Page, told: Site) -> None:
    start(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.rpartition("/")[2]) if request.method == "POST" else None)
    at_once(page, "press(last.key)")
    begin_telling(page)
    to_scoring_by_scores(page)
    assert page.locator("#rubric input:checked").count() == 0
    asked = told.rows("SELECT json_array_length(follow_ups) FROM takes")[0][0]
    score(page)
    settled(page)
    assert sent == ["story", *["section"] * 4, *["follow-up"] * int(str(asked)), "scores"]


def test_another_key_counts_as_soon_as_the_take_has_changed(page: Page, told: Site) -> None:
    start(page)
    at_once(page, "if (document.getElementById('rubric')) for (const key of '54') press(key)")
    begin_telling(page)
    to_scoring_by_scores(page)
    expect(page.locator("#rubric input:checked")).to_have_count(2)
    assert [one.get_attribute("value") for one in page.locator("#rubric input:checked").all()] == ["5", "4"]


SAME_PLACE = "tap(last.clientX, last.clientY)"
ELSEWHERE = "const { x, y } = document.querySelector('#rest button').getBoundingClientRect(); tap(x + 9, y + 9)"


@pytest.mark.parametrize(("second", "resting"), [(SAME_PLACE, 0), (ELSEWHERE, 1)])
def test_a_second_tap_counts_elsewhere_only(page: Page, told: Site, second: str, resting: int) -> None:
    start(page)
    begin_telling(page)
    settled(page)
    at_once(page, second)
    page.locator(".drill-on").click()
    expect(page.locator("#take[data-resting]")).to_have_count(resting)
    expect(page.locator("#take")).to_have_attribute("data-section", "1")
    settled(page)
    expect(page.locator("#now")).to_have_text("Task")


def test_the_clock_rests_and_goes_on_and_the_text_is_shown_by_a_key(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    expect(page.locator("#text")).to_be_hidden()
    page.keyboard.press("s")
    expect(page.locator("#text")).to_contain_text("Orders were lost")
    page.keyboard.press("p")
    expect(page.locator(".cue")).to_contain_text("The clock rests")
    page.keyboard.press("Space")
    expect(page.locator("#take:not([data-resting])")).to_have_count(1)
    to_section(page, 1)
    expect(page.locator("#text")).to_contain_text("I was to end that")


def test_hidden_titles_wait_for_a_key(page: Page, told: Site) -> None:
    page.goto("/drill")
    page.get_by_label("Hide the titles").check(force=True)
    page.get_by_role("button", name="Ownership 2 stories").click()
    expect(page.locator("#now")).to_be_focused()
    expect(page.locator(".stories")).to_be_hidden()
    page.keyboard.press("Space")
    expect(page.locator(".stories")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator("#take-title")).to_contain_text("Search migration")


def test_on_a_phone_the_whole_question_stands_above_the_clock(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(**PHONE, base_url=told.address)  # type: ignore[arg-type]
    page = context.new_page()
    start(page)
    begin_telling(page)
    question = page.locator(".question-small")
    question.evaluate("node => { node.textContent = 'Tell me about a time you took on more. '.repeat(8); }")
    assert question.evaluate("node => node.scrollHeight <= node.clientHeight")
    context.close()


def test_on_a_touch_screen_no_button_names_a_key(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(**PHONE, base_url=told.address)  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("/drill", "/stories", "/stories/new", "/stories/4", "/drill/presets"):
        page.goto(path)
        page.evaluate("document.getElementById('keys').showModal()")
        assert page.locator(":is(button, a) kbd:visible").all_inner_texts() == [], path
    context.close()


def test_no_field_of_the_first_lines_cuts_a_principle_or_hides_behind_the_foot(page: Page, told: Site) -> None:
    page.goto("/stories/start")
    foot = page.locator(".editor-foot").bounding_box()
    choice = page.locator(".first-line select").first
    longest = choice.evaluate("""select => {
        const text = document.createElement('span');
        text.style.cssText = 'position: absolute; white-space: nowrap; font: ' + getComputedStyle(select).font;
        document.body.append(text);
        return Math.max(...[...select.options].map((option) => { text.textContent = option.text; return text.offsetWidth; }));
    }""")
    box = choice.bounding_box()
    assert foot
    assert box
    assert box["width"] >= longest + 40
    for field in page.locator(".first-line :is(input, select)").all():
        field.focus()
        shown = field.bounding_box()
        assert shown
        assert shown["y"] + shown["height"] + 20 <= foot["y"]


def test_the_whole_meaning_of_a_principle_stands_in_its_field(page: Page, told: Site) -> None:
    page.goto("/principles")
    page.locator(".principles-list summary").first.click()
    meaning = page.get_by_label("What it means").first
    meaning.fill("So much is meant by it. " * 12)
    assert meaning.evaluate("node => node.scrollHeight <= node.clientHeight && node.scrollWidth <= node.clientWidth")


def test_stopping_is_undone_by_a_key(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    address = page.url
    page.keyboard.press("Escape")
    expect(page.locator(".undo-line")).to_contain_text("Gave up a take")
    page.goto(address)
    expect(page.locator("#now")).to_be_focused()
    expect(page.locator(".lead")).to_contain_text("You gave this take up")
    page.keyboard.press("u")
    expect(page.locator(".cue")).to_contain_text("The clock rests")


def test_a_follow_up_is_scored_by_one_key_that_goes_on_and_taken_back_by_another(page: Page, told: Site) -> None:
    start(page)
    begin_telling(page)
    for section in (1, 2, 3, 4):
        to_section(page, section)
    first = page.locator("#now").inner_text()
    expect(page.get_by_role("group", name="How well did you answer?")).to_be_visible()
    page.keyboard.press("2")
    expect(page.locator(".context")).to_contain_text("2 of 2")
    page.keyboard.press("u")
    expect(page.locator("#now")).to_have_text(first)
    expect(page.locator("#now")).to_be_focused()
    page.keyboard.press("4")
    expect(page.locator("#now")).to_have_text("What would you do differently?")
    page.keyboard.press("Space")
    expect(page.locator("#rubric")).to_be_visible()
    score(page)
    scored = page.get_by_role("region", name="Follow-ups").get_by_role("listitem")
    expect(scored).to_have_text([re.compile("4 of 5$"), "What would you do differently? not scored"])


def test_a_second_tab_is_told_that_the_take_went_on(page: Page, context: BrowserContext, told: Site) -> None:
    start(page)
    begin_telling(page)
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#now")).to_be_focused()
    to_section(page, 1)
    tell_for(other, 1)
    with other.expect_response("**/section") as answer:
        other.keyboard.press("Space")
    assert answer.value.status == 409
    expect(other.locator("[role=alert].notice")).to_contain_text("in another tab")
    expect(other.locator("#now")).to_have_text("Task")


def test_without_a_microphone_the_page_says_so_and_typing_works(page: Page, told: Site) -> None:
    start(page, "Recorded")
    expect(page.locator("#microphone")).to_contain_text("The microphone was refused")
    begin_telling(page)
    page.locator("#typed").fill("I said this.")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#take")).to_have_attribute("data-section", "1")
    assert told.rows("SELECT sections ->> '$[0][1]' FROM takes") == [("I said this.",)]


# Recordings


def saved(page: Page) -> None:
    expect(page.locator("#recording")).to_have_text("The recording is saved.")


@pytest.mark.usefixtures("heard")
def test_two_seconds_are_recorded_saved_played_and_deleted(page: Page, told: Site) -> None:
    start(page, "Recorded")
    expect(page.locator("#recording")).to_have_text("The microphone is ready.")
    begin_telling(page)
    expect(page.locator("#recording")).to_have_text("Recording.")
    tell_for(page, 3)
    to_scoring(page)
    saved(page)
    score(page)
    expect(page.locator("#audio")).to_have_count(1)
    ((take_id, sound, size),) = told.rows("SELECT take_id, sound, sound_bytes FROM takes")
    file = told.database.parent / "takes" / f"{take_id}.{sound}"
    assert file.stat().st_size == size
    page.keyboard.press("Space")
    expect(page.locator("#play")).to_contain_text("Pause")
    expect(page.locator("#play")).to_contain_text("Play", timeout=30_000)  # it came to its end
    assert 2 <= page.locator("#audio").evaluate("audio => audio.duration") <= sum(sections(told)) / 1000 + 1
    page.locator("summary", has_text="Recording").first.click()
    page.locator("summary", has_text="Delete the recording").click()
    page.get_by_role("button", name="Delete the recording for good").click()
    expect(page.locator("#audio")).to_have_count(0)
    assert not file.exists()


@pytest.mark.usefixtures("heard")
def test_a_reload_keeps_what_was_recorded_before_it(page: Page, told: Site) -> None:
    start(page, "Recorded")
    begin_telling(page)
    tell_for(page, 2)
    told.clock.now += timedelta(seconds=3)
    page.reload()
    expect(page.locator("#recording")).to_have_text("Recording.")
    tell_for(page, 5)
    to_scoring(page)
    saved(page)
    score(page)
    expect(page.locator("#audio")).to_have_count(1)
    before_and_after_are_heard(told)


@pytest.mark.usefixtures("heard")
def test_stopping_and_undoing_it_keeps_what_was_recorded_before(page: Page, told: Site) -> None:
    start(page, "Recorded")
    begin_telling(page)
    tell_for(page, 2)
    told.clock.now += timedelta(seconds=3)
    page.keyboard.press("Escape")
    expect(page.locator(".undo-line")).to_contain_text("Gave up a take")
    page.keyboard.press("u")
    page.get_by_role("link", name="Tell me about a time").or_(page.get_by_role("link", name="Describe a problem")).click()
    expect(page.locator("#recording")).to_have_text("The recording rests.")
    page.keyboard.press("Space")
    expect(page.locator("#recording")).to_have_text("Recording.")
    tell_for(page, 5)
    to_scoring(page)
    saved(page)
    score(page)
    expect(page.locator("#audio")).to_have_count(1)
    before_and_after_are_heard(told)


def before_and_after_are_heard(told: Site) -> None:
    """Of a recording in two parts, each at its own time: one from the beginning, one from the third second on."""
    (path,) = (told.database.parent / "takes").iterdir()
    with wave.open(str(path)) as sound:
        seconds = sound.getnframes() / sound.getframerate()
        sound.readframes(sound.getframerate() // 2)
        assert any(sound.readframes(sound.getframerate()))
        sound.setpos(3 * sound.getframerate())
        assert any(sound.readframes(sound.getnframes()))
    assert 4 <= seconds <= sum(sections(told)) / 1000 + 1


@pytest.mark.usefixtures("heard")
def test_of_two_tabs_one_records_and_saves_and_the_other_says_so(page: Page, context: BrowserContext, told: Site) -> None:
    sent: list[str] = []
    context.on("request", lambda request: sent.append(request.url) if request.url.endswith("/sound") else None)
    start(page, "Recorded")
    begin_telling(page)
    expect(page.locator("#recording")).to_have_text("Recording.")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#microphone")).to_contain_text("Another tab records this take")
    tell_for(page, 2)
    to_scoring(other)
    expect(other.locator("#recording")).to_contain_text("Another tab has the recording")
    assert sent == []
    page.bring_to_front()
    page.keyboard.press("Space")
    expect(page.locator("#rubric")).to_be_visible()
    saved(page)
    assert len(sent) == 1


@pytest.mark.usefixtures("heard")
def test_a_tab_records_once_the_other_one_is_closed(page: Page, context: BrowserContext, told: Site) -> None:
    start(page, "Recorded")
    expect(page.locator("#recording")).to_have_text("The microphone is ready.")
    other = context.new_page()
    other.goto(page.url)
    expect(other.locator("#microphone")).to_contain_text("Another tab records this take")
    page.close()
    other.keyboard.press("r")
    expect(other.locator("#recording")).to_have_text("The microphone is ready.")


@pytest.mark.usefixtures("heard")
def test_a_recording_that_could_not_be_saved_is_kept_for_another_try(page: Page, told: Site) -> None:
    start(page, "Recorded")
    begin_telling(page)
    page.route("**/sound", lambda route: route.abort())
    to_scoring(page)
    expect(page.locator("#recording")).to_contain_text("The recording is not saved: the server does not answer.")
    page.unroute("**/sound")
    page.keyboard.press("r")
    saved(page)
    assert told.rows("SELECT COUNT(*) FROM takes WHERE sound IS NOT NULL") == [(1,)]


@pytest.mark.usefixtures("heard")
def test_a_recording_the_server_finds_too_large_is_kept_and_the_page_says_why(page: Page, told: Site) -> None:
    start(page, "Recorded")
    begin_telling(page)
    refusal = '<div class="notice notice-error" role="alert"><p>A recording holds at most 64 MB.</p></div>'
    page.route("**/sound", lambda route: route.fulfill(status=413, content_type="text/html", body=refusal))
    to_scoring(page)
    expect(page.locator("#recording")).to_contain_text("not saved: A recording holds at most 64 MB. It is kept in this browser.")
    page.unroute("**/sound")
    page.reload()
    saved(page)
    assert told.rows("SELECT sound FROM takes") == [("webm",)]


def wav(path: Path, gaps: int, seconds: float = 3.0) -> Path:
    """A second of a tone, then so many gaps with a second of the tone behind each."""
    tone = b"".join(struct.pack("<h", int(8000 * math.sin(2 * math.pi * 220 * n / RATE))) for n in range(RATE))
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(tone + (bytes(2 * int(RATE * seconds)) + tone) * gaps)
    return path


def add_file(page: Page, path: Path) -> None:
    settled(page)
    page.locator("#sound").set_input_files(path)
    page.locator("#sound-form button").evaluate("button => button.click()")
    saved(page)


def test_five_gaps_of_three_seconds_are_five_long_pauses_each_time(page: Page, told: Site, tmp_path: Path) -> None:
    start(page)
    begin_telling(page)
    to_scoring(page)
    score(page)
    pauses = page.locator(".facts dd").first
    expect(pauses).to_have_text("–")
    found = []
    for _ in range(2):
        add_file(page, wav(tmp_path / "gaps.wav", gaps=5))
        expect(pauses).to_have_text("5")
        found += told.rows("SELECT pauses FROM takes")
    assert found[0] == found[1]
    add_file(page, wav(tmp_path / "short.wav", gaps=4, seconds=2.3))
    expect(pauses).to_have_text("0")


def test_a_file_that_is_no_recording_is_refused_in_words(page: Page, told: Site, tmp_path: Path) -> None:
    start(page)
    begin_telling(page)
    to_scoring(page)
    score(page)
    text = tmp_path / "take.webm"
    text.write_text("<script>alert(1)</script>")
    settled(page)
    page.locator("#sound").set_input_files(text)
    page.locator("#sound-form button").evaluate("button => button.click()")
    expect(page.locator("#recording")).to_contain_text("This is no recording that can be played back")


def tell_again(site: Site, take_id: str, marks: int, sound: Path) -> None:
    """A take that is told, scored alike on each criterion, and recorded; without the browser."""
    db, moment = site.db(), Moment(site.clock.now, UTC)
    begin_take(db, take_id, ToTell(card_id=db.execute("SELECT MIN(id) FROM cards WHERE slot LIKE 'p%'").fetchone()[0]), moment)
    choose_story(db, take_id, db.execute("SELECT MIN(id) FROM stories").fetchone()[0], moment)
    for section in range(4):
        ended = advance(db, take_id, section, moment, ms=2000)
    for place in range(len(ended.follow_ups)):
        answer(db, take_id, place, moment)
    score_take(db, take_id, {one.key: marks for one in RUBRIC}, stand_of(db, take_id, moment).version, moment)
    with sound.open("rb") as content:
        attach_recording(db, take_id, content)
    db.close()


def test_the_best_take_is_heard_by_one_key_from_the_same_section_on(page: Page, told: Site, tmp_path: Path) -> None:
    for take_id, marks in (("best", 5), ("last", 3)):
        tell_again(told, take_id, marks, wav(tmp_path / "take.wav", gaps=2))
    page.goto("/takes/last")
    expect(page.locator("#now")).to_be_focused()
    audio = page.locator("#audio")
    page.keyboard.press("3")
    expect(page.locator("#play")).to_contain_text("Pause")
    page.keyboard.press("v")
    expect(audio).to_have_attribute("src", "/takes/best/sound")
    expect(page.locator("#play")).to_contain_text("Pause")
    assert 4 <= audio.evaluate("audio => audio.currentTime") < 7
    page.keyboard.press("v")
    expect(audio).to_have_attribute("src", "/takes/last/sound")


# For everybody


def test_a_whole_typed_drill_without_javascript(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=told.address)
    page = context.new_page()
    page.goto("/drill")
    page.get_by_label("Typed", exact=True).check(force=True)
    page.get_by_role("button", name="Tell Payments rescue for Ownership").click()
    page.get_by_role("button", name="Tell “Payments rescue”").click()
    for section, following in (
        ("Situation", "On to Task"),
        ("Task", "On to Action"),
        ("Action", "On to Result"),
        ("Result", "The end"),
    ):
        expect(page.locator("#now")).to_have_text(section)
        told.clock.now += timedelta(seconds=20)
        page.locator("#typed").fill(f"My {section}.")
        page.get_by_role("button", name=following).click()
    page.get_by_role("button", name="4", exact=True).click()
    page.get_by_role("button", name="Go on without a score").click()
    for row in page.locator("#rubric fieldset").all():
        row.get_by_label("5").check(force=True)
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#now")).to_contain_text("Easy")
    assert sections(told) == [20_000] * 4
    assert told.rows("SELECT rating FROM review_log") == [(4,)]
    context.close()


def states(page: Page) -> Iterator[str]:
    """A drill from state to state; the name of each while it stands."""
    page.goto("/drill")
    yield "beginning"
    page.get_by_role("button", name="Ownership 2 stories").click()
    expect(page.locator(".stories")).to_be_visible()
    yield "choosing"
    start(page, "Recorded")
    expect(page.locator("#microphone")).to_be_visible()
    yield "one story"
    begin_telling(page)
    yield "telling"
    press(page, "s")
    yield "telling with the story"
    press(page, "p")
    expect(page.locator("#take[data-resting]")).to_have_count(1)
    yield "resting"
    press(page, "Space")
    expect(page.locator("#take[data-resting]")).to_have_count(0)
    for section in (1, 2, 3, 4):
        to_section(page, section)
    yield "asking"
    for _ in range(2):
        question = page.locator("#now").inner_text()
        press(page, "Space")
        expect(page.locator("#now")).not_to_have_text(question)
    yield "scoring"
    for key in "44344":
        press(page, key)
    yield "scores"
    press(page, "Enter")
    expect(page.locator("#take")).to_have_attribute("data-state", "scored")
    yield "scored"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(context: BrowserContext, told: Site, theme: str, tmp_path: Path) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for state in states(page):
        assert violations(page) == [], state
    add_file(page, wav(tmp_path / "gaps.wav", gaps=2))
    expect(page.locator("#audio")).to_have_count(1)
    for fold in page.locator("details.fold").all():
        fold.evaluate("fold => { fold.open = true; }")
    assert violations(page) == []
    page.goto("/drill/presets")
    assert violations(page) == []


PRESSED = "#take :is(button, a.button, .score-marks label, summary)"


def test_every_button_is_under_the_thumb(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(**PHONE, base_url=told.address)  # type: ignore[arg-type]
    page = context.new_page()
    for state in states(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, state
        if state in ("beginning", "scored"):
            continue
        for button in page.locator(PRESSED).all():
            box = button.bounding_box()
            if not button.is_visible() or not box:
                continue
            assert box["y"] >= 422, (state, button.inner_text())
            assert box["height"] >= 44, (state, button.inner_text())
            assert box["width"] >= 44, (state, button.inner_text())
    context.close()


def test_no_state_scrolls_sideways_on_a_small_phone(chromium: Browser, told: Site) -> None:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, base_url=told.address)
    page = context.new_page()
    for state in states(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, state
    page.goto("/drill/presets")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
