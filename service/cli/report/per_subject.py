"""A mentor for each subject: who answers what, how good that is, what it gives, and what has no mentor (2.1.3)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

import matcher
from data.answer import Status
from service.cli.layout import POINT, cut, figure, hanging, heading, remark, table, under, whole
from service.cli.report.opening import opening
from service.cli.report.pairs import distance, grouped, levels, told
from service.cli.view import View
from service.records.year import Matched
from service.words.figures import percent


def per_subject_report(view: View[Matched], result: matcher.SubjectResult) -> Iterator[RenderableType]:
    """Yield the whole report of one such match."""
    yield from opening(view, is_served=bool(result.proposals), is_late=result.status is Status.UNKNOWN)
    yield from _answers(view, result)
    yield from _refused(view, result)


def _answers(view: View[Matched], result: matcher.SubjectResult) -> Iterator[RenderableType]:
    words, names = view.words, view.names
    yield heading(1, words("per_subject.title", each=result.mentors_each))
    if not result.proposals:
        yield Line(words("pairs.nobody"))
        return
    rows = [
        (
            pair.mentee, names.short(pair.mentee), names.subject(pair.subject), names.short(pair.mentor),
            view.number(pair.points), distance(view, pair.distance_km),
        )
        for pair in result.proposals
    ]  # fmt: skip
    columns = (
        whole(words("per_subject.letter")), cut(words("pairs.mentee")), cut(words("pairs.subject")),
        cut(words("pairs.mentor")), figure(words("pairs.points")), figure(words("pairs.distance")),
    )  # fmt: skip
    yield table(columns, rows)
    beside = {level.id: level.value for level in result.baseline.levels} if result.baseline else {}
    yield from levels(view, result.levels, baseline=beside)
    yield remark(words("per_subject.baseline"))
    yield from _proof(view, result)
    if result.gains:
        yield under(words("per_subject.gains"))
    for sentence in result.gains:
        yield hanging(view.mark("·"), view.say(sentence), indent=POINT)
    yield from _days(view, result)


def _proof(view: View[Matched], result: matcher.SubjectResult) -> Iterator[RenderableType]:
    """Yield how much of the proof rests on the word of a solver, and what is not counted."""
    for level, shown in zip(result.levels, result.shown, strict=True):
        if shown > level.bound:
            share = percent(-(-(shown - level.value) * 1000 // max(abs(shown), 1)), view.language)
            yield remark(view.words("per_subject.shown", aim=view.say(level.name), percent=share))
    if result.not_counted:
        left_out = ", ".join(view.say(name) for name in result.not_counted)
        yield remark(view.words("per_subject.not_counted", aims=left_out))


def _days(view: View[Matched], result: matcher.SubjectResult) -> Iterator[RenderableType]:
    """Yield how many of their days the teams of those mentors give that stated them."""
    for key, mentor in result.problem.mentors.items():
        if mentor.team_days is not None:
            given, most = view.number(result.team_days.get(key, 0)), view.number(mentor.team_days)
            told_ = view.words("per_subject.days", mentor=view.names.short(key), given=given, most=most)
            yield hanging(view.mark("·"), told_, indent=POINT)


def _refused(view: View[Matched], result: matcher.SubjectResult) -> Iterator[RenderableType]:
    words = view.words
    yield heading(2, words("per_subject.unanswered"))
    if result.conflicts:
        yield under(words("unmatched.conflicts"))
        yield from grouped(view, result.conflicts)
    elif not result.unanswered:
        yield Line(words("per_subject.none"))
    for key, reasons in result.unanswered.items():
        need = result.problem.needs.get(key)
        letter, subject = (need.mentee, f": {view.names.subject(need.subject)}") if need else (key, "")
        yield Line(f"\n{letter}  {view.names.short(letter)}{subject}", style="bold")
        for reason in reasons:
            yield from told(view, reason)
