"""The pages: the year when it is ready, what is being done before, downloads, headers on everything."""

import base64
import hashlib
import re
import threading

import pytest

from data.answer import Progress
from data.text import Text
from service.app import create_app
from service.settings import Settings
from service.web.desk import YearDesk
from tests.service.web_cases import application, client, small_year

STAGE = Text(en="matching", id="memasangkan")


def ready_client():
    """Return a client whose year is ready."""
    app = application()
    app.extensions["solidaritas.desk"].start()
    app.extensions["solidaritas.desk"].join()
    return app.test_client()


def slow_application(gate: threading.Event):
    """Return an application whose year is made once ``gate`` opens."""

    def source(on_progress):
        on_progress(Progress(stage=STAGE))
        on_progress(Progress(stage=STAGE, value=1))
        gate.wait()
        return small_year()

    return create_app(Settings(), year_source=source)


def test_first_page_shows_the_year_that_was_handed_in():
    """Who computed a year already must not wait for it a second time."""
    answer = ready_client().get("/?lang=id")

    assert answer.status_code == 200
    assert "Tahun program 2027" in answer.text
    assert answer.headers["Content-Language"] == "id"


@pytest.mark.parametrize(("language", "stage"), [("en", "matching"), ("id", "memasangkan")])
def test_waiting_page_says_what_is_done_and_looks_again(language, stage):
    """Nobody stares at an empty window while a minute's work is done."""
    gate = threading.Event()
    app = slow_application(gate)
    app.test_client().get("/")
    while not app.extensions["solidaritas.desk"].stages:
        gate.wait(0.01)

    answer = app.test_client().get(f"/?lang={language}")

    gate.set()
    assert answer.status_code == 202
    assert 'http-equiv="refresh"' in answer.text
    assert answer.text.count(stage) == 1


def test_waiting_page_gives_way_to_the_year():
    """The page that looks again finds the year once it is there."""
    gate = threading.Event()
    app = slow_application(gate)
    app.test_client().get("/")
    gate.set()
    app.extensions["solidaritas.desk"].join()

    assert app.test_client().get("/").status_code == 200


def test_year_is_made_once_for_many_visitors():
    """Ten visitors at the door are one solve, not ten."""
    made = []

    def source(_):
        made.append(1)
        return small_year()

    app = create_app(Settings(), year_source=source)
    visitors = [threading.Thread(target=lambda: app.test_client().get("/")) for _ in range(10)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    app.extensions["solidaritas.desk"].join()

    assert made == [1]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_failed_year_says_so_and_stops_looking():
    """A page that refreshes for ever over a broken year is a lie told every two seconds."""

    def source(_):
        msg = "no year"
        raise RuntimeError(msg)

    app = create_app(Settings(), year_source=source)
    app.test_client().get("/")
    app.extensions["solidaritas.desk"].join()
    answer = app.test_client().get("/?lang=en")

    assert answer.status_code == 503
    assert "could not be planned" in answer.text
    assert "refresh" not in answer.text
    assert app.test_client().get("/health").get_json()["year"] == "failed"


def test_desk_before_the_start_is_idle():
    """Making the application computes nothing: tests and tools make many."""
    assert YearDesk(lambda _: small_year()).state == "idle"


@pytest.mark.parametrize("file", ["/year.xlsx", "/year.ics", "/year.html", "/year.xml"])
def test_download_before_the_year_is_ready_is_503_with_retry_after(file):
    """A half-made file is worse than none."""
    gate = threading.Event()
    answer = slow_application(gate).test_client().get(file)

    gate.set()
    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "10"
    assert answer.get_json(force=True)["type"] == "/api/#not-ready"


@pytest.mark.parametrize(
    ("file", "begins", "name"),
    [
        ("/year.xlsx?lang=en", b"PK", "solidaritas-2027-en.xlsx"),
        ("/year.ics?lang=id", b"BEGIN:VCALENDAR", "solidaritas-2027-id.ics"),
        ("/year.html?lang=id", b"<!doctype html>", "solidaritas-2027-id.html"),
        ("/year.xml?lang=en", b"<?xml", "solidaritas-2027-en.xml"),
    ],
)
def test_download_is_a_whole_file_with_a_name_that_says_what_it_is(file, begins, name):
    """A file in a folder of downloads is found again by programme, year and language."""
    answer = ready_client().get(file)

    assert answer.status_code == 200
    assert answer.data.startswith(begins)
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_download_twice_is_the_same_bytes():
    """The second visitor gets what the first got."""
    reader = ready_client()

    assert reader.get("/year.html?lang=id").data == reader.get("/year.html?lang=id").data


def test_health_says_version_and_how_far_the_year_is():
    """Whoever watches the service asks one address."""
    answer = client().get("/health").get_json()

    assert (answer["status"], answer["year"]) == ("ok", "idle")
    assert re.fullmatch(r"\d+\.\d+\.\d+", answer["version"])


ADDRESSES = ["/", "/health", "/api/", "/api/v1/subjects", "/api/v1/openapi.json", "/nothing", "/year.html", "/year.ics"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_carries_the_security_headers(address):
    """One forgotten page is enough for a stranger."""
    headers = ready_client().get(address).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["X-Frame-Options"] == "DENY"
    assert "Set-Cookie" not in headers


@pytest.mark.parametrize("address", ["/", "/api/", "/nothing"])
def test_page_policy_names_the_very_style_sheet_that_the_page_holds(address):
    """A style sheet whose hash is stale leaves a bare page."""
    answer = ready_client().get(address, headers={"Accept": "text/html"})
    css = re.search(r"<style>(.*)</style>", answer.text, re.DOTALL).group(1)
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()

    assert f"style-src 'sha256-{digest}'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_answered_like_get_without_a_body(address):
    """Watchers and proxies ask with HEAD."""
    reader = ready_client()

    answer = reader.head(address)

    assert (answer.status_code, answer.data) == (reader.get(address).status_code, b"")


def test_two_clients_at_once_both_get_their_answers():
    """Two facilitators may ask at the same time; their solves take turns and neither is lost."""
    app = application(wait_seconds=60)
    answers = []

    def ask() -> None:
        answers.append(app.test_client().get("/api/v1/utilities?limit=200").status_code)

    visitors = [threading.Thread(target=ask) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert answers == [200] * 8
