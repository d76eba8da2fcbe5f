"""Guides in a real browser: reachable by everybody, by keys alone, on a phone, without JavaScript; hostile ones do nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Site, violations
from tests.payloads import PAYLOADS

GUIDE = """---
level: L6
estimated_time: 20 min
---

# Queues

!!! tip "Good to know"
    Read **twice**.

## SQS

- **Retention**: four days
- **Size**: one MiB
  - nested, with `code`

??? note "More"
    - **Order**: none

=== "Linux"
    ```sh
    ls
    ```

=== "Mac"
    - **Price**: little

| Name | Limit |
|------|------:|
| one  | 1 |

```python title="a.py" hl_lines="1"
def f(x): return x  # a rather long line of code that has to be scrolled on any phone, and on a desk perhaps too
```

- [ ] open
- [x] done

Nines[^1]. ![A picture](x.png) [another](other.md)

[^1]: Of durability.

## Learn more

- [Documentation](https://example.com)
"""
LONG = "# Long\n\n" + "".join(f"## Part {number}\n\n" + "- **Term**: x\n" * 150 + "\n" for number in range(4))
PATHS = (
    "/guides",
    "/guides/1",
    "/guides/1?show=nothing",
    "/guides/1?show=due",
    "/guides/card/1",
    "/guides/2?line=400",
    "/guides/card/3",
)


@pytest.fixture
def library(site: Site) -> Site:
    """Two guides; the third card's text is gone from the second."""
    site.take_in(GUIDE)
    site.take_in("# Long\n\n- **Gone**: soon\n\n" + LONG, "folder/long.md")
    site.take_in(LONG, "folder/long.md")
    return site


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing(context: BrowserContext, library: Site, theme: str) -> None:
    page = context.new_page()
    page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
    for path in PATHS:
        answer = page.goto(path)
        assert answer
        assert answer.status == 200, path
        assert violations(page) == [], path


def test_long_contents_are_scrolled_by_keys_too(context: BrowserContext, site: Site) -> None:
    page = context.new_page()
    site.take_in("# Long\n\n" + "".join(f"## Part {n}\n\n- **Term**: x\n\n" for n in range(60)))
    page.goto("/guides/1")
    expect(page.locator("details.outline")).to_have_attribute("tabindex", "0")
    assert violations(page) == []


def test_axe_finds_nothing_where_there_is_no_guide(context: BrowserContext) -> None:
    page = context.new_page()
    page.goto("/guides")
    assert violations(page) == []


def test_a_guide_fits_a_small_phone(chromium: Browser, library: Site) -> None:
    context = chromium.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, base_url=library.address
    )
    page = context.new_page()
    library.take_in("# Told\n\n" + "".join(f"- **{'A term of many words ' * 5}{n}**: x\n" for n in range(3)), "told.md")
    db = library.db()
    db.execute("UPDATE cards SET suspended = 'user' WHERE id % 3 = 0")
    db.execute("UPDATE cards SET buried_on = '2026-11-23' WHERE id % 3 = 1")
    db.close()
    for width in (360, 390, 700):
        page.set_viewport_size({"width": width, "height": 740})
        for path in (*PATHS, "/guides/3"):
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto("/guides/1")
    for mark in page.locator(".mark:visible").all():
        box = mark.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    context.close()


def test_s_leads_from_the_review_to_the_text_and_escape_back(page: Page, library: Site) -> None:
    page.goto("/review?card=2")
    page.keyboard.press("s")
    expect(page.locator(":target")).to_contain_text("Size")
    expect(page.locator(":target")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#front")).to_contain_text("Size")


def test_a_text_in_a_fold_or_behind_a_tab_is_shown_when_one_comes_for_it(page: Page, library: Site) -> None:
    for words in ("- **Order**", "- **Price**"):
        page.goto(f"/guides/1#L{1 + [line.strip()[: len(words)] for line in GUIDE.splitlines()].index(words)}")
        expect(page.locator(":target")).to_contain_text(words.strip("-* "))
        expect(page.locator(":target")).to_be_in_viewport()
        page.goto("/guides")


def test_marks_and_pages_are_reached_by_keys(page: Page, library: Site) -> None:
    page.goto("/guides/1")
    for key, words in (("j", "Retention"), ("j", "Size"), ("k", "Retention")):
        page.keyboard.press(key)
        expect(page.locator(":focus")).to_contain_text(words)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_contain_text("Card info")
    page.goto("/guides/2")
    page.wait_for_load_state()
    page.keyboard.press("]")
    expect(page.locator(".outline .is-here").first).to_contain_text("Part 2")
    page.wait_for_load_state()
    page.keyboard.press("[")
    expect(page.locator(".outline .is-here").first).to_contain_text("Part 0")


def test_tabs_are_a_row_that_arrows_move_along(page: Page, library: Site) -> None:
    page.goto("/guides/1")
    linux, mac = page.get_by_role("tab", name="Linux"), page.get_by_role("tab", name="Mac")
    expect(page.get_by_role("tabpanel")).to_have_count(1)
    linux.focus()
    page.keyboard.press("ArrowRight")
    expect(mac).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_contain_text("Price")
    expect(linux).to_have_attribute("aria-selected", "false")


def test_without_javascript_everything_is_there(chromium: Browser, library: Site) -> None:
    context = chromium.new_context(java_script_enabled=False, base_url=library.address)
    page = context.new_page()
    page.goto("/guides")
    page.get_by_role("link", name="Queues").click()
    for words in ("Linux", "Mac", "Price", "Of durability."):
        expect(page.get_by_text(words, exact=False).first).to_be_visible()
    page.get_by_role("link", name="No card").click()
    page.get_by_role("link", name="Make a card").last.click()
    page.get_by_label("Front").fill("Where?")
    page.get_by_role("button", name="Add").first.click()
    expect(page.locator("h1")).to_contain_text("Queues")
    assert library.rows("SELECT front FROM notes ORDER BY id DESC LIMIT 1") == [("Where?",)]
    context.close()


def test_a_hostile_guide_does_nothing_in_a_browser(page: Page, site: Site) -> None:
    site.take_in("# Hostile\n\nfront :: back\n\n" + "\n\n".join(PAYLOADS[::2]), "one.md")
    site.take_in(
        "# Hostile\n\nother :: back\n\n" + "\n\n".join(f"- {payload}".replace("\n", " ") for payload in PAYLOADS), "two.md"
    )
    spoken: list[str] = []
    page.on("dialog", lambda dialog: (spoken.append(dialog.message), dialog.dismiss()))
    for path in ("/guides/1", "/guides/1?show=nothing", "/guides/2", "/guides/2?show=nothing"):
        page.goto(path)
        expect(page.locator("main > article.guide-text")).to_have_count(1)
        assert page.locator("article.guide-text script, article.guide-text iframe, article.guide-text form").count() == 0
    assert spoken == []
