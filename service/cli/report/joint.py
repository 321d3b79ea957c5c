"""The joint plan: who enters and until when, what deciding step by step would have given, who waits for what."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from planner.joint.result import Joint, in_order
from service.cli.layout import cut, figure, heading, remark, table, under, whole
from service.cli.report.opening import opening
from service.cli.report.pairs import levels
from service.cli.view import View
from service.records.year import Matched


def joint_report(view: View[Matched], joint: Joint) -> Iterator[RenderableType]:
    """Yield the whole report of one joint plan."""
    yield from opening(view, is_served=bool(joint.pick.entered), is_late=False)
    yield heading(1, view.words("joint.title"))
    yield from _entered(view, joint)
    yield from levels(view, joint.levels, baseline={level.id: level.value for level in joint.before})
    yield remark(view.words("joint.beside"))
    in_year, in_all = joint.gains["worth_in_year"], joint.gains["worth_entered"]
    if in_year or in_all:
        signed = f"{'+' if in_all >= 0 else '-'}{view.number(abs(in_all))}"
        yield Line(view.words("joint.gain", points=view.number(in_year), all=signed))
    else:
        proved = all(level.proved for level in joint.levels)
        yield Line(view.words("joint.same" if proved else "joint.same_open"))
    yield from _waiting(view, joint)


def _entered(view: View[Matched], joint: Joint) -> Iterator[RenderableType]:
    words, names, partnerships = view.words, view.names, joint.candidates.problem.partnerships
    ends = {
        key: max(event.last for event in joint.plan.events if event.partnership == key) for key in joint.pick.entered
    }
    rows = [
        (
            key, ", ".join(names.short(one) for one in partnerships[key].mentees),
            names.short(partnerships[key].mentor), view.number(partnerships[key].worth), view.day(ends[key]),
        )
        for key in in_order(joint.candidates, joint.pick.entered)
    ]  # fmt: skip
    if not rows:
        yield Line(words("pairs.nobody"))
        return
    columns = (
        whole(words("pairs.id")), cut(words("pairs.mentee")), cut(words("pairs.mentor")), figure(words("pairs.points")),
        whole(words("joint.ends")),
    )  # fmt: skip
    yield table(columns, rows)


def _waiting(view: View[Matched], joint: Joint) -> Iterator[RenderableType]:
    """Yield every letter without a partnership and what it waits for."""
    yield under(view.words("joint.waiting"))
    if not joint.waiting:
        yield Line(view.words("joint.nobody_waits"))
    for one in joint.waiting:
        yield Line(f"{one.group} ({one.partnership}): {view.say(one.reason.sentence)}")
        yield Line(f"   {view.say(one.reason.remedy)}")
