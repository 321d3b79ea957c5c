"""/programmes/{programme}/partnerships/{partnership}/indicators: how it goes, counted from the record (5)."""

from typing import Any

from service.api.record.access import programmes_seen
from service.api.record.desk import book_of, record_desk
from service.api.record.nouns import book_for
from service.api.record.operation import RecordBlueprint, Told, operation
from service.api.record.ranked import RankedAsked, part_of
from service.api.record.told_shapes import IndicatorsShown, OutcomesShown, SummaryShown, TrendShown
from service.insight import pool, pool_of
from service.store import View
from service.walks.insight import closed_cases, gather, gather_one, still_missing, years_of
from service.walks.told import told_indicators, told_outcome, told_pooled

indicators = RecordBlueprint("indicators", "What the record tells of partnerships")


@operation(
    indicators, "GET", "/<string:programme>/partnerships/<string:partnership>/indicators", answers=IndicatorsShown
)
def show_indicators(view: View, _: dict[str, Any], programme: str, partnership: str) -> Told:
    """Show the indicators of a partnership with their formulas, what the partners say of themselves apart."""
    folder = gather_one(view, programme, partnership, book=book_for(view, programme))
    return Told(body=told_indicators(folder, today=record_desk().today()))


@operation(indicators, "GET", "/<string:programme>/indicators", answers=SummaryShown)
def list_indicators(view: View, _: dict[str, Any], programme: str) -> Told:
    """Sum the indicators up over all partnerships of a programme (5.1.1)."""
    today = record_desk().today()
    folders = gather(view, programme, book=book_for(view, programme)).folders()
    told = [told_pooled(one) for one in pool(folders, today=today)]
    return Told(body={"today": today, "partnerships": len(folders), "indicators": told})


@operation(indicators, "GET", "/<string:programme>/members/<string:member>/indicators", answers=TrendShown)
def show_trend(view: View, _: dict[str, Any], programme: str, member: str) -> Told:
    """Show a member's indicators over the years, in every programme that one may look at (5.1.2)."""
    today = record_desk().today()
    years = [
        {
            "programme": one.key.id,
            "year": one.data["year"],
            "member": id_,
            "partnerships": len(folders),
            "indicators": [told_pooled(each) for each in pool_of(folders, id_, today=today)],
        }
        for one, id_, folders in years_of(view, programme, member, books=book_of, among=programmes_seen())
    ]
    return Told(body={"today": today, "member": member, "years": years})


@operation(indicators, "GET", "/<string:programme>/outcomes", answers=OutcomesShown, query=RankedAsked)
def list_outcomes(view: View, asked: dict[str, Any], programme: str) -> Told:
    """List how partnerships that are over came out, and how many cases the outcome model still misses."""
    holdings = gather(view, programme, book=book_for(view, programme))
    found, cases = closed_cases(holdings)
    part = part_of(found, asked)
    items = [told_outcome(one) for one in part.items]
    missing = still_missing(holdings, cases)
    return Told(body={"items": items, "next": part.next, "counted": len(cases), "missing": missing})
