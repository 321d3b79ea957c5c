"""The page in a real browser: no request leaves the machine, nothing is refused, nothing sticks out of a phone."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from werkzeug.serving import make_server

from service.documents.year_html import SECTIONS, write_html
from tests.service.web_cases import application, small_year

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP, PHONE = (1280, 900), (390, 844)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="NO BROWSER: install chromium to test the page in one"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests."""
    with sync_playwright() as engine:
        started = engine.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Serve the application with the small year on a free port of this machine."""
    app = application()
    app.extensions["solidaritas.desk"].start()
    app.extensions["solidaritas.desk"].join()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@dataclass
class Watch:
    """What a page did that it should not."""

    console: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)


def opened(browser: Browser, url: str, size: tuple[int, int], scheme: str = "light") -> tuple[Page, Watch]:
    """Return a page that is open in a window of that size, and what it did."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale="id-ID"
    )  # fmt: skip
    page, watch = context.new_page(), Watch()
    page.on("console", lambda message: watch.console.append(message.text))
    page.on("pageerror", lambda error: watch.console.append(str(error)))
    page.on("request", lambda request: watch.left.append(request.url))
    page.add_init_script("window.refused = []; document.addEventListener('securitypolicyviolation', "
                         "event => window.refused.push(event.violatedDirective))")  # fmt: skip
    page.goto(url)
    return page, watch


def open_everything(page: Page) -> None:
    """Open every fold of the page, also those that are inside others."""
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")


@pytest.mark.parametrize("path", ["/?lang=id", "/?lang=en", "/api/?lang=id", "/api/?lang=en"])
@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_page_is_quiet_and_fits(browser, address, path, size, scheme):
    """No word in the console, nothing refused by the policy, no request elsewhere, nothing sticking out."""
    page, watch = opened(browser, address + path, size, scheme)
    open_everything(page)

    width = page.evaluate("document.documentElement.scrollWidth")
    refused = page.evaluate("window.refused")
    page.context.close()

    assert watch.console == []
    assert refused == []
    assert [url for url in watch.left if not url.startswith((address, "data:"))] == []
    assert width <= size[0]


@pytest.mark.parametrize("language", ["id", "en"])
def test_file_from_a_folder_is_quiet_and_alone(browser, tmp_path, language):
    """The file works from a stick, under the policy that it carries itself."""
    path = tmp_path / "year.html"
    write_html(small_year(), path, language=language)

    page, watch = opened(browser, path.as_uri(), PHONE)
    open_everything(page)
    width = page.evaluate("document.documentElement.scrollWidth")
    refused = page.evaluate("window.refused")
    page.context.close()

    assert (watch.console, refused, width) == ([], [], PHONE[0])
    assert [url for url in watch.left if not url.startswith(("file:", "data:"))] == []


def test_language_switch_changes_the_language(browser, address):
    """One click, and the whole page is in the other language."""
    page, _ = opened(browser, f"{address}/?lang=id", DESKTOP)

    page.click("text=English")

    heading, language = page.inner_text("h1"), page.get_attribute("html", "lang")
    page.context.close()
    assert (heading, language) == ("Programme year 2027", "en")


def test_browser_language_decides_without_a_choice(browser, address):
    """An Indonesian browser gets Indonesian without asking."""
    page, _ = opened(browser, address, DESKTOP)

    language = page.get_attribute("html", "lang")
    page.context.close()

    assert language == "id"


def test_letter_opens_by_keyboard_and_shows_its_reasons(browser, address):
    """Who has no mouse must reach everything."""
    page, _ = opened(browser, f"{address}/?lang=en", DESKTOP)
    letter = page.locator("details.letter").first

    letter.locator("summary").first.focus()
    page.keyboard.press("Enter")

    shown = letter.locator("blockquote").is_visible()
    page.context.close()
    assert shown


def test_first_tab_is_the_skip_link_and_it_leads_to_the_content(browser, address):
    """Who listens to the page does not want to hear its head every time."""
    page, _ = opened(browser, f"{address}/?lang=en", DESKTOP)

    page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.className")
    page.keyboard.press("Enter")
    target = page.evaluate("document.activeElement.id")
    page.context.close()

    assert (focused, target) == ("skip", "content")


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_timeline_signs_stand_inside_their_lanes(browser, address, size):
    """A sign that stands outside its lane belongs to another partnership."""
    page, _ = opened(browser, f"{address}/?lang=en", size)

    outside = page.evaluate("""() => [...document.querySelectorAll('.lane > svg')].flatMap(lane => {
        const box = lane.getBoundingClientRect()
        return [...lane.querySelectorAll('.sign, .pilot')].map(each => each.getBoundingClientRect())
            .filter(each => each.top < box.top - 1 || each.bottom > box.bottom + 1
                         || each.left < box.left - 10 || each.right > box.right + 10)
            .map(each => each.left)
    })""")
    signs = page.locator(".lane .sign").count()
    page.context.close()

    assert outside == []
    assert signs > 0


def test_text_has_contrast_in_light_and_dark(browser, address):
    """Grey on grey is read by nobody in a bright office; 4.5 to 1 is the accessibility guideline's bound."""
    for scheme in ("light", "dark"):
        page, _ = opened(browser, f"{address}/?lang=en", DESKTOP, scheme)
        ratios = page.evaluate(CONTRAST)
        page.context.close()
        assert {name: ratio for name, ratio in ratios.items() if ratio < 4.5} == {}


def test_printed_page_shows_the_calendar_unfolded_and_no_links(browser, address):
    """Paper has nothing to click; the letters stay folded unless the reader opened them, else it is a book."""
    page, _ = opened(browser, f"{address}/?lang=en", DESKTOP)
    page.emulate_media(media="print")

    calendar = page.locator("[aria-labelledby=months] tbody tr").first.bounding_box()
    letter = page.locator("details.letter blockquote").first.is_visible()
    links = page.locator(".contents").first.is_visible()
    page.context.close()

    assert calendar is not None
    assert calendar["height"] > 0
    assert not letter
    assert not links


def test_contents_lead_to_every_section(browser, address):
    """Every part of the page is one click from its head."""
    page, _ = opened(browser, f"{address}/?lang=en", PHONE)

    found = {key: page.locator(f".contents a[href='#{key}']").count() for key, _ in SECTIONS if key != "changes"}
    page.context.close()

    assert set(found.values()) == {1}


CONTRAST = """() => {
  const light = text => {
    const part = text.match(/[\\d.]+/g).slice(0, 3).map(Number)
        .map(value => value / 255).map(value => value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4)
    return .2126 * part[0] + .7152 * part[1] + .0722 * part[2]
  }
  const ratio = (first, second) => {
    const [low, high] = [light(first), light(second)].sort((one, other) => one - other)
    return (high + .05) / (low + .05)
  }
  const behind = element => {
    for (let each = element; each; each = each.parentElement) {
      const colour = getComputedStyle(each).backgroundColor
      if (!colour.includes('rgba(0, 0, 0, 0)')) return colour
    }
    return getComputedStyle(document.body).backgroundColor
  }
  const found = {}
  for (const name of ['body', 'a', '.soft', '.note', '.fictional', '.tag', 'caption', 'thead th', 'h4', '.gives',
                      'dt']) {
    const element = document.querySelector(name)
    if (element) found[name] = ratio(getComputedStyle(element).color, behind(element))
  }
  return found
}"""
