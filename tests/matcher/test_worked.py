"""Runs the stories of tests/worked/matching, which a facilitator can read and count with a pencil."""

import tomllib
from pathlib import Path

import pytest

from matcher import Model, Result
from tests.matcher.programmes import model

STORIES = sorted((Path(__file__).parents[1] / "worked" / "matching").glob("*.toml"))


def read(path: Path) -> dict:
    """Return one story."""
    return tomllib.loads(path.read_text("utf8"))


def build(story: dict) -> Model:
    """Return the model that a story describes."""
    made = model()
    for mentor in story["mentors"]:
        rest = {key: value for key, value in mentor.items() if key not in {"id", "practices", "expects"}}
        made.add_mentor(mentor["id"], **rest)
        for practice in mentor["practices"]:
            made.add_practice(mentor["id"], **practice)
        made.expect(mentor["id"], **mentor.get("expects", {}))
    for mentee in story["mentees"]:
        rest = {key: value for key, value in mentee.items() if key not in {"id", "needs"}}
        made.add_mentee(mentee["id"], **rest)
        for need in mentee["needs"]:
            made.add_need(mentee["id"], **need)
    for pin in story.get("fix", []):
        made.fix(**pin)
    for pin in story.get("forbid", []):
        made.forbid(**pin)
    return made


def rules(reasons) -> list[str]:
    """Return the rules of some reasons."""
    return [reason.rule for reason in reasons]


def outcome(made: Model, result: Result, expected: dict) -> dict:
    """Return what came out, in the words of ``expected``."""
    levels = {level.id: level.value for level in result.levels}
    found = {
        "status": result.status.value,
        "pairs": {proposal.mentee: proposal.mentor for proposal in result.proposals},
        "conflicts": rules(result.conflicts),
        "unmatched": {key: rules(reasons) for key, reasons in result.unmatched.items()},
        "instead": {p.mentee: rules(p.instead) for p in result.proposals if p.instead},
        "first": {key: made.rank(key, top=1)[0].mentor for key in expected.get("first", {})},
        "parts": [
            {**part, "points": points(made, part["need"], part["mentor"], part["criterion"])}
            for part in expected.get("parts", [])
        ],
        **levels,
    }
    return {key: found[key] for key in expected if key != "sentence"}


def points(made: Model, need: str, mentor: str, criterion: str) -> int:
    """Return the points of one criterion in the list of one need."""
    proposal = next(one for one in made.rank(need, top=len(made.freeze().mentors)) if one.mentor == mentor)
    return next(part.points for part in proposal.parts if part.criterion == criterion)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_worked_story_ends_as_it_says(path) -> None:
    """What a facilitator counted by hand is what the matcher answers, and the recount agrees."""
    story = read(path)
    made = build(story)

    result = made.solve(time_limit=5, seed=1)

    assert result.verify() == ()
    assert outcome(made, result, story["expected"]) == {
        key: value for key, value in story["expected"].items() if key != "sentence"
    }
    assert story["expected"].get("sentence", "") in str(result)


@pytest.mark.parametrize("path", STORIES, ids=lambda path: path.stem)
def test_worked_story_says_why(path) -> None:
    """A story without a reason cannot be counted by hand."""
    story = read(path)

    assert story["title"]
    assert story["why"].strip().endswith(".")


def test_worked_stories_are_found() -> None:
    """An empty folder would pass silently."""
    assert STORIES
