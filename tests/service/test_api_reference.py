"""What can be read: utilities, subjects, the rows of the book, and the API's own description."""

import json

import pytest

from data import load_book
from data.country import load_country
from tests.service.web_cases import client


def test_utilities_first_page_holds_fifty_of_all():
    """A client that asks for nothing gets a page, and learns how many there are."""
    answer = client().get("/api/v1/utilities").get_json()

    assert (answer["total"], answer["limit"], answer["offset"]) == (len(load_country().utilities), 50, 0)
    assert len(answer["items"]) == 50


def test_utilities_pages_together_are_everybody_once():
    """Paging must neither lose nor repeat a utility."""
    reader, found = client(), []
    total = len(load_country().utilities)
    for offset in range(0, total, 200):
        answer = reader.get(f"/api/v1/utilities?limit=200&offset={offset}").get_json()
        found += [item["id"] for item in answer["items"]]

    assert found == list(load_country().utilities)


def test_utilities_offset_beyond_the_end_is_an_empty_page():
    """The page after the last is no error, so that a client may walk until nothing comes."""
    answer = client().get("/api/v1/utilities?offset=10000").get_json()

    assert (answer["items"], answer["total"]) == ([], len(load_country().utilities))


def test_utilities_search_finds_by_brand_and_place():
    """People know a utility by its brand or its town, seldom by an id."""
    answer = client().get("/api/v1/utilities?q=raharja bandung").get_json()

    assert "pdam-kab-bandung" in {item["id"] for item in answer["items"]}


@pytest.mark.parametrize("province", ["Jawa Barat", "jawa barat", "32"])
def test_utilities_province_by_name_or_code_finds_the_same(province):
    """A name or the government's code, whichever is at hand."""
    items = client().get(f"/api/v1/utilities?limit=200&province={province}").get_json()["items"]

    assert items
    assert {item["province"] for item in items} == {"Jawa Barat"}


@pytest.mark.parametrize("health", ["sehat", "kurang sehat", "sakit", "unknown"])
def test_utilities_health_classes_part_everybody(health):
    """Unknown is a class of its own: missing is never taken for healthy or sick."""
    answer = client().get(f"/api/v1/utilities?limit=200&health={health}").get_json()
    wanted = "" if health == "unknown" else health

    assert answer["total"] == sum(each.category == wanted for each in load_country().utilities.values())
    assert {item["health"] for item in answer["items"]} <= {wanted}


def test_utilities_missing_values_are_null_never_zero():
    """A utility whose connections nobody published has none known, not none at all."""
    reader = client()
    missing = next(each.id for each in load_country().utilities.values() if each.connections is None)

    assert reader.get(f"/api/v1/utilities/{missing}").get_json()["connections"] is None


def test_utility_readings_are_exact_with_year_and_source():
    """A reading without its year and source is hearsay, and a rounded one is another reading."""
    utility = next(each for each in load_country().utilities.values() if "nrw_pct" in each.readings)

    reading = client().get(f"/api/v1/utilities/{utility.id}").get_json()["readings"]["nrw_pct"]

    assert reading == {
        "value": format(utility.readings["nrw_pct"].value, "f"),
        "year": utility.readings["nrw_pct"].year,
        "source": utility.readings["nrw_pct"].source,
    }


@pytest.mark.guards("3.1.1-A4")
def test_subjects_all_have_both_languages():
    """A mentee chooses its priority subject in its own language."""
    answer = client().get("/api/v1/subjects").get_json()

    assert answer["total"] == len(answer["items"]) == len(load_country().subjects)
    assert all(item["name"]["en"] and item["name"]["id"] for item in answer["items"])


def test_rules_without_a_filter_are_the_whole_book():
    """Every row of the guideline and the policy can be read, none is hidden in code."""
    answer = client().get("/api/v1/rules").get_json()

    assert answer["total"] == len(load_book().all_rows())
    assert answer["book"] == load_book().fingerprint


@pytest.mark.guards("3.1.7")
def test_rules_of_a_section_are_its_rows_and_those_below():
    """Asking for 3.1.1 means its parts too, and never 3.1.10."""
    reader = client()

    sections = {row["section"] for row in reader.get("/api/v1/rules?section=3.1.1").get_json()["items"]}
    agreement = reader.get("/api/v1/rules?section=3.1.7").get_json()["items"]

    assert "3.1.1-A5" in sections
    assert all(section == "3.1.1" or section.startswith(("3.1.1-", "3.1.1.")) for section in sections)
    assert ("document", "memorandum_of_agreement") in {(row["table"], row["id"]) for row in agreement}


@pytest.mark.parametrize("assumed", ["true", "false"])
def test_rules_assumed_or_not_part_the_book(assumed):
    """Whoever doubts a plan first asks which numbers nobody stated."""
    items = client().get(f"/api/v1/rules?assumed={assumed}").get_json()["items"]

    assert {row["status"] == "assumed" for row in items} == {assumed == "true"}
    assert all(row["note"] for row in items if row["status"] == "assumed")


def test_rules_both_parts_are_the_whole():
    """No row is neither assumed nor not."""
    reader = client()
    parts = [reader.get(f"/api/v1/rules?assumed={each}").get_json()["total"] for each in ("true", "false")]

    assert sum(parts) == len(load_book().all_rows())


def test_rules_number_carries_value_unit_and_source():
    """A number without unit and source could not be checked by a board."""
    items = client().get("/api/v1/rules?table=number&section=2.6").get_json()["items"]
    least = next(row for row in items if row["id"] == "pilot_months_least")

    assert least["columns"]["value"] == 6
    assert least["columns"]["unit"]
    assert least["columns"]["since"]
    assert least["file"].endswith(".toml")


def document() -> dict:
    """Return the API's description of itself."""
    return client().get("/api/v1/openapi.json").get_json()


def test_openapi_is_version_31_and_names_every_operation():
    """The document is what clients are made from, so it must be whole."""
    told = document()

    assert told["openapi"] == "3.1.0"
    assert {(path, method) for path, operations in told["paths"].items() for method in operations} >= {
        ("/api/v1/utilities", "get"),
        ("/api/v1/utilities/{key}", "get"),
        ("/api/v1/subjects", "get"),
        ("/api/v1/rules", "get"),
        ("/api/v1/proposals", "post"),
        ("/api/v1/plans", "post"),
    }


def test_openapi_every_refusal_is_problem_json():
    """A client that reads the document must expect problems where problems come."""
    responses = [
        told["components"]["responses"][response["$ref"].rpartition("/")[2]]
        for told in [document()]
        for operations in told["paths"].values()
        for operation in operations.values()
        if isinstance(operation, dict)
        for status, response in operation["responses"].items()
        if status != "200"
    ]

    assert responses
    assert all(set(response["content"]) == {"application/problem+json"} for response in responses)


def unbounded(schema: object, path: str = "") -> list[str]:
    """Return the places of a schema that take numbers, texts or lists of any size."""
    if isinstance(schema, list):
        return [found for place, each in enumerate(schema) for found in unbounded(each, f"{path}[{place}]")]
    if not isinstance(schema, dict):
        return []
    wanted = {
        "integer": ("minimum", "maximum"), "number": ("minimum", "maximum"), "array": ("maxItems",),
        "string": ("maxLength",),
    }.get(schema.get("type", ""), ())  # fmt: skip
    free = (
        [path] if wanted and not {"enum", "format"} & set(schema) and any(each not in schema for each in wanted) else []
    )
    return free + [found for key, each in schema.items() for found in unbounded(each, f"{path}.{key}")]


def test_openapi_everything_that_a_client_sends_is_bounded():
    """No integer beyond 64 bits and no endless list may reach a solver."""
    told = document()
    sent = {name: schema for name, schema in told["components"]["schemas"].items() if name.endswith("Asked")}
    asked = [parameter for operations in told["paths"].values() for operation in operations.values()
             if isinstance(operation, dict) for parameter in operation.get("parameters", [])
             if parameter["in"] == "query"]  # fmt: skip

    assert len(sent) > 10
    assert unbounded(sent) == []
    assert unbounded([parameter["schema"] for parameter in asked]) == []


def test_openapi_unknown_fields_are_refused_in_every_body():
    """A misspelt field that is silently dropped is a budget that silently counts as nothing."""
    schemas = document()["components"]["schemas"]

    assert all(schema["additionalProperties"] is False for name, schema in schemas.items() if name.endswith("Asked"))


def test_openapi_examples_work():
    """An example that fails teaches mistrust."""
    reader = client(solve_seconds=30)
    for path, operations in document()["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}) if isinstance(operation, dict) else {}
            for kind, told in content.items():
                seconds = 1 + len(told["example"].get("values", ()))  # a sweep: one for the year and each value
                body = {**told["example"], "time_limit": seconds}
                response = reader.open(path, method=method.upper(), data=json.dumps(body), content_type=kind)
                assert response.status_code == 200, response.text


@pytest.mark.parametrize("language", ["id", "en"])
def test_operations_page_lists_every_operation_and_problem(language):
    """The page that problems point to must exist, offline, in both languages."""
    page = client().get(f"/api/?lang={language}")

    assert page.status_code == 200
    assert all(path in page.text for path in document()["paths"])
    assert 'id="not-found"' in page.text
    assert 'id="busy"' in page.text
