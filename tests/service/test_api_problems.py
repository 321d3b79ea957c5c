"""Every refusal is an RFC 9457 problem, in the reader's language, with what may be done instead."""

import json
import logging
import threading

import pytest

from service.api.phrases import fault_text, filled, load_fault_texts, load_kinds
from service.api.problems import MOST_FAULTS, faults_of, short
from tests.service.web_cases import PLANS_BODY, PROPOSALS_BODY, application, client

KEYS = {"type", "title", "status", "detail", "instance", "request", "section", "faults", "allowed"}


def refused(response, status: int, kind: str) -> dict:
    """Return the problem of a refusal whose shape is right."""
    assert response.status_code == status, response.text
    assert response.content_type == "application/problem+json"
    problem = response.get_json(force=True)
    assert set(problem) == KEYS
    assert (problem["status"], problem["type"]) == (status, f"/api/#{kind}")
    assert problem["request"] == response.headers["X-Request-Id"]
    return problem


def test_problem_unknown_address_is_404():
    """A mistyped address is answered like everything else, and names the list of addresses."""
    problem = refused(client().get("/api/v1/nothing?lang=en"), 404, "not-found")

    assert "/api/" in problem["detail"]
    assert problem["instance"] == "/api/v1/nothing"


@pytest.mark.parametrize(
    "path", ["//api/v1/utilities", "/api//v1/utilities", "/api/v1//utilities", "/api/v1/programmes//x"]
)
def test_problem_doubled_slash_is_404_and_no_redirection(path):
    """A program that joins addresses carelessly is told so in the form that it reads, not sent on with a page."""
    refused(client().get(path, base_url="http://localhost"), 404, "not-found")


def test_problem_unknown_utility_is_404_with_near_names():
    """Who misspells an id is helped by the nearest ones."""
    problem = refused(client().get("/api/v1/utilities/pdam-kab-bandun"), 404, "unknown-row")

    assert "pdam-kab-bandung" in problem["allowed"]


@pytest.mark.parametrize("method", ["DELETE", "PUT", "PATCH", "TRACE", "GET"])
def test_problem_wrong_method_is_405_and_keeps_allow(method):
    """RFC 9110 wants the Allow header, which the library drops on its own."""
    response = client().open("/api/v1/plans", method=method)

    problem = refused(response, 405, "method-not-allowed")
    assert "POST" in response.headers["Allow"]
    assert "POST" in problem["allowed"]


def test_problem_body_beyond_the_limit_is_413():
    """Ten megabytes are refused before they are read."""
    response = client(body_kilobytes=64).post(
        "/api/v1/plans?lang=en", data=b" " * 10_000_000, content_type="application/json"
    )

    assert "64 kilobytes" in refused(response, 413, "too-large")["detail"]


@pytest.mark.parametrize("size", [64_000, 64_001])
def test_problem_body_at_the_limit_is_read(size):
    """The limit is the stated one, to the byte."""
    response = client(body_kilobytes=64).post("/api/v1/plans", data=b" " * size, content_type="application/json")

    assert response.status_code == (400 if size == 64_000 else 413)


@pytest.mark.parametrize("kind", ["text/plain", "application/xml", "multipart/form-data", ""])
def test_problem_other_media_type_is_415(kind):
    """Only JSON is read, so a form of another site cannot start a solve."""
    response = client().post("/api/v1/proposals", data=json.dumps(PROPOSALS_BODY), content_type=kind)

    refused(response, 415, "not-json")


def test_problem_faulty_fields_are_told_all_at_once_with_their_paths():
    """A client mends a body in one go, so every fault has its place."""
    body = {**PLANS_BODY, "year": "2027", "facilitators": [{"id": "r", "days_per_month": 99}], "surprise": 1}
    del body["today"]

    problem = refused(client().post("/api/v1/plans?lang=en", json=body), 422, "invalid")

    assert {fault["field"] for fault in problem["faults"]} == {
        "year", "today", "surprise", "facilitators.0.days_per_month",
    }  # fmt: skip
    assert problem["detail"].startswith("4 fault(s)")


def test_problem_unforeseen_error_is_500_without_a_trace_of_the_inside(caplog):
    """A stranger learns nothing of the code; whoever runs it finds everything by the request number."""
    app = application()

    def boom() -> str:
        msg = "secret inside"
        raise RuntimeError(msg)

    app.add_url_rule("/api/v1/boom", view_func=boom)
    with caplog.at_level(logging.ERROR):
        problem = refused(app.test_client().get("/api/v1/boom"), 500, "failed")

    assert "secret" not in json.dumps(problem)
    assert problem["request"] in caplog.text
    assert "secret inside" in caplog.text


def test_problem_busy_machine_is_503_with_retry_after():
    """Who comes while another solve runs is told when to ask again, and the machine is not starved."""
    app = application(solves_at_once=1, wait_seconds=0)
    with app.extensions["solidaritas.turns"].turn():
        response = app.test_client().post("/api/v1/proposals", json=PROPOSALS_BODY)

    refused(response, 503, "busy")
    assert response.headers["Retry-After"] == "2"


def test_problem_after_a_busy_time_the_next_request_is_served():
    """A turn that was refused or used comes back, else the service would stop after one visitor."""
    app = application(solves_at_once=1, wait_seconds=0)
    with app.extensions["solidaritas.turns"].turn():
        app.test_client().post("/api/v1/proposals", json=PROPOSALS_BODY)

    assert app.test_client().post("/api/v1/proposals", json=PROPOSALS_BODY).status_code == 200


def test_problem_more_waiting_than_places_are_refused_at_once():
    """Waiting requests hold threads that pages need, so only a few may wait."""
    app = application(solves_at_once=1, wait_seconds=60)
    turns = app.extensions["solidaritas.turns"]
    entered, answers = threading.Event(), []

    def wait_for_a_turn() -> None:
        entered.set()
        with turns.turn():
            answers.append("served")

    with turns.turn():
        waiting = threading.Thread(target=wait_for_a_turn)
        waiting.start()
        entered.wait()
        while turns.waiting == 0:
            threading.Event().wait(0)
        response = app.test_client().post("/api/v1/proposals", json=PROPOSALS_BODY)
    waiting.join()

    refused(response, 503, "busy")
    assert answers == ["served"]


def test_problem_stranger_host_name_is_refused():
    """A page elsewhere that points its name at this machine (DNS rebinding) must not read the year."""
    response = client().get("/api/v1/subjects", headers={"Host": "evil.example"})

    refused(response, 400, "bad-address")


@pytest.mark.parametrize(
    ("query", "accept", "language"),
    [
        ("", "", "id"),
        ("", "en", "en"),
        ("", "en-GB,en;q=0.9", "en"),
        ("", "id-ID", "id"),
        ("", "fr", "id"),
        ("?lang=en", "id", "en"),
        ("?lang=id", "en", "id"),
        ("?lang=xx", "en", "id"),
    ],
)
def test_problem_language_follows_query_then_header_then_indonesian(query, accept, language):
    """The programme's readers are Indonesian; whoever asks for English gets English."""
    response = client().get(f"/nothing{query}", headers={"Accept-Language": accept, "Accept": "application/json"})

    assert response.headers["Content-Language"] == language
    assert response.get_json(force=True)["title"] == load_kinds()["not-found"].title.say(language)


@pytest.mark.parametrize("kind", sorted(load_kinds()))
def test_kind_both_languages_fill_the_same_places(kind):
    """A translation that forgets a value tells half of the problem."""
    row = load_kinds()[kind]

    assert row.title.en != row.title.id
    assert filled(row.detail, "A", "B", "C").en.count("A") >= row.detail.en.count("{0}")
    assert {place for place in ("{0}", "{1}", "{2}") if place in row.detail.en} == {
        place for place in ("{0}", "{1}", "{2}") if place in row.detail.id
    }


@pytest.mark.parametrize("code", sorted(load_fault_texts()))
def test_fault_both_languages_fill_the_same_places(code):
    """A bound that is missing in one language cannot be kept."""
    text = load_fault_texts()[code]

    assert all((place in text.en) == (place in text.id) for place in ("{0}", "{1}", "{2}"))


def test_fault_text_unknown_code_is_said_as_it_is():
    """A message of the library that nobody translated is still better than none."""
    assert fault_text("Some new message.").en == "Some new message."


def test_faults_of_nested_messages_become_paths():
    """A path such as needs.3.rank leads straight to the cell that was wrong."""
    messages = {"json": {"needs": {3: {"rank": ["range|1|20"]}}, "seed": ["required"]}}

    assert [fault.field for fault in faults_of(messages)] == ["needs.3.rank", "seed"]


def test_faults_very_many_are_cut():
    """A hostile body must not make an answer larger than itself."""
    body = {**PROPOSALS_BODY, "needs": [{"x": 1}] * 900}

    problem = refused(client().post("/api/v1/proposals", json=body), 422, "invalid")

    assert len(problem["faults"]) == MOST_FAULTS


@pytest.mark.parametrize(
    ("text", "shown"), [("abc", "abc"), ("a\nb\x00", "a?b?"), ("x" * 81, "x" * 80 + "..."), ("x" * 80, "x" * 80)]
)
def test_short_repeats_only_what_is_safe_to_print(text, shown):
    """What a client sent may end in a terminal or a log, where control characters do harm."""
    assert short(text) == shown


def test_page_of_a_browser_gets_a_page_for_its_problem():
    """Who reads in a browser sees a sentence and a way back, not braces."""
    response = client().get("/nothing", headers={"Accept": "text/html,*/*;q=0.8", "Accept-Language": "en"})

    assert response.status_code == 404
    assert response.content_type.startswith("text/html")
    assert "There is nothing here" in response.text


def test_page_of_a_browser_under_the_api_still_gets_json():
    """An address of the API answers as the API does, whoever asks."""
    refused(client().get("/api/v1/nothing", headers={"Accept": "text/html"}), 404, "not-found")


def test_unknown_utility_is_called_so_in_the_client_s_language():
    """The name of a table is no word of Indonesian."""
    detail = client().get("/api/v1/utilities/none?lang=id").get_json(force=True)["detail"]

    assert detail == "Tidak ada perusahaan air minum bernama none."
