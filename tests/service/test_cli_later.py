"""``match --arrived`` and ``--refused``: one letter beside a published match, in both languages, and wrong use."""

import json

import pytest

from tests.service.cli_cases import QUICK, run, workbook
from tests.service.year_cases import small_intake


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    """Return the small sample as a workbook, and a folder."""
    folder = tmp_path_factory.mktemp("later")
    return workbook(folder / "small.xlsx", small_intake()), folder


def answer(*arguments):
    """Return the JSON of a command that goes well."""
    told = run(*arguments, "--json", *QUICK)
    assert told.exit_code == 0, told.output
    return json.loads(told.stdout)


@pytest.fixture(scope="module")
def published(desk):
    """Return a published match without its first pair, as a file, and that pair."""
    file, folder = desk
    told = answer("match", file)
    first, *others = told["match"]["proposals"]
    (folder / "all.json").write_text(json.dumps(told), "utf8")
    told["match"]["proposals"] = others
    (folder / "some.json").write_text(json.dumps(told), "utf8")
    return folder / "some.json", folder / "all.json", first


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("other 2 published pairs stay", "An estimate, no promise", "must be a pair")),
     ("id", ("2 pasangan lain yang sudah terbit tetap", "bukan kepastian", "harus berpasangan"))],
)  # fmt: skip
def test_arrived_letter_gets_a_place_with_price_advice_and_the_line_to_write(desk, published, language, words):
    """The facilitator reads on the telephone where it goes, whether to wait, and how it is kept."""
    some, _, first = published

    told = run("match", desk[0], "--keep", some, "--arrived", first["mentee"], "--expect", 5, *QUICK, language=language)

    assert told.exit_code == 0, told.output
    text = " ".join(told.stdout.split())
    for word in (first["mentee"], *words):
        assert word in text


@pytest.mark.guards("3.1.2")
def test_refusal_moves_nobody_else_and_survives_the_next_run(desk, published, tmp_path):
    """The declined pair is not proposed again, by the answer itself and before anybody has touched the workbook."""
    _, everything, first = published
    pair = f"{first['mentee']}={first['mentor']}"
    before = {one["mentee"]: one["mentor"] for one in json.loads(everything.read_text("utf8"))["match"]["proposals"]}

    told = run("match", desk[0], "--keep", everything, "--refused", pair, "--json", *QUICK)

    record = json.loads(told.stdout)
    after = {one["mentee"]: one["mentor"] for one in record["match"]["proposals"]}
    assert {key: mentor for key, mentor in after.items() if key != first["mentee"]} == {
        key: mentor for key, mentor in before.items() if key != first["mentee"]
    }
    assert after.get(first["mentee"]) != first["mentor"]
    assert told.exit_code == (0 if first["mentee"] in after else 1)
    assert [(one["mentee"], one["mentor"]) for one in record["refused"]] == [(first["mentee"], first["mentor"])]
    assert "declined" in record["refused"][0]["reason"]
    again = tmp_path / "again.json"
    again.write_text(told.stdout, "utf8")
    later = answer("match", desk[0], "--keep", again)
    assert first["mentor"] not in {
        one["mentor"] for one in later["match"]["proposals"] if one["mentee"] == first["mentee"]
    }
    assert later["refused"] == record["refused"]


def test_history_of_a_file_enters_the_sample(desk, published, tmp_path):
    """Letters of other years make the estimate less shaky, and it says how many there are."""
    some, _, first = published
    file = tmp_path / "past.csv"
    file.write_text(
        "year,mentee,subject,mentor,source,note\n2020,pdam-kota-jambi,NRW,pdam-kota-palembang,letter,\n", "utf8"
    )
    asked = ("match", desk[0], "--keep", some, "--arrived", first["mentee"])

    few, more = (answer(*asked, *rest)["placement"]["advice"]["past"] for rest in ((), ("--history", file)))

    assert more == few + 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--arrived", "{new}"), "need the published match"),
        (("--keep", "{some}", "--arrived", "{new}", "--refused", "a=b"), "one at a time"),
        (("--keep", "{some}", "--expect", "3"), "go with --arrived"),
        (("--keep", "{some}", "--arrived", "s-99"), "There is no letter 's-99'"),
        (("--keep", "{all}", "--arrived", "{new}"), "is published with"),
        (("--keep", "{some}", "--refused", "{new}"), "is not a published pair"),
        (("--keep", "{some}", "--refused", "{new}=nobody"), "is not a published pair"),
        (("--keep", "{some}", "--arrived", "{new}", "--expect", "-1"), "--expect"),
    ],
)
def test_wrong_use_is_told_with_what_is_right(desk, published, arguments, word):
    """Each slip has one sentence, and nothing is solved."""
    some, everything, first = published
    names = {"new": first["mentee"], "some": some, "all": everything}

    told = run("match", desk[0], *(each.format(**names) for each in arguments))

    assert told.exit_code == 2
    assert word in told.stderr


def test_keep_of_refusals_that_are_no_refusals_is_wrong_use(desk, tmp_path):
    """A file that somebody edited badly is not read as if nobody had declined."""
    file = tmp_path / "bad.json"
    file.write_text('{"match": {"proposals": []}, "refused": [{"mentee": "s-01"}]}', "utf8")

    told = run("match", desk[0], "--keep", file)

    assert told.exit_code == 2
    assert "no answer of match --json" in told.stderr
