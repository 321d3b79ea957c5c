"""Every cost must have exactly one payer: by one cost rule, or by the travel policy in force (4.1, 4.2)."""

from collections.abc import Iterator

from data.book import Book
from data.checking.faults import fault, table_fault
from data.errors import Fault


def check_money(book: Book) -> Iterator[Fault]:
    """Yield faults of travel policies, of the cover of cost kinds, and kinds without a budget head."""
    yield from _check_policies(book)
    yield from _check_cover(book)
    yield from _check_instalments(book)
    for rule in book.cost_rules.values():
        for key in rule.covers:
            kind = book.cost_kinds.get(key)
            if rule.payer == "facilitator" and kind and not kind.head:
                reason = f"rule {rule.id} lets the facilitator pay it, so it needs a budget head"
                yield fault(book, "cost_kind", kind, field="head", reason=reason)


def _check_policies(book: Book) -> Iterator[Fault]:
    default = [policy.id for policy in book.travel_policies.values() if policy.default]
    if len(default) != 1:
        yield table_fault("travel_policy", f"exactly one policy is the default, found {', '.join(default) or 'none'}")
        return
    listed = set(book.travel_policies[default[0]].host_percent)
    for policy in book.travel_policies.values():
        for kind, percent in policy.host_percent.items():
            if not 0 <= percent <= 100:
                reason = f"{kind} is {percent} per cent; expected 0 to 100"
                yield fault(book, "travel_policy", policy, field="host_percent", reason=reason)
        if set(policy.host_percent) != listed:
            reason = f"lists {_names(set(policy.host_percent))}; the default {default[0]} lists {_names(listed)}"
            yield fault(book, "travel_policy", policy, field="host_percent", reason=reason)


def _check_instalments(book: Book) -> Iterator[Fault]:
    """Yield instalments of nothing, of activities that no partnership has, and parts that do not make a whole."""
    for row in book.instalments.values():
        if row.percent < 1:
            yield fault(book, "instalment", row, field="percent", reason=f"is {row.percent}; expected 1 or more")
        activity = book.activities.get(row.after)
        if activity is not None and activity.scope != "partnership":
            reason = f"{row.after} is held for the whole programme; a milestone is one of the partnership"
            yield fault(book, "instalment", row, field="after", reason=reason)
    whole = sum(row.percent for row in book.instalments.values())
    if book.instalments and whole != 100:
        yield table_fault("instalment", f"all instalments together make {whole} per cent; expected 100")


def _check_cover(book: Book) -> Iterator[Fault]:
    """Yield kinds with no payer or with two.

    Notes
    -----
    A kind that the travel policies settle may have one rule per payer; any other kind has exactly one rule.
    """
    of_travel = {kind for policy in book.travel_policies.values() for kind in policy.host_percent}
    for kind in book.cost_kinds.values():
        covering = [rule for rule in book.cost_rules.values() if kind.id in rule.covers]
        said = _names({rule.id for rule in covering})
        if kind.id in of_travel:
            if len({rule.payer for rule in covering}) != len(covering):
                yield fault(book, "cost_kind", kind, reason=f"one payer is named by two rules: {said}")
        elif len(covering) != 1:
            yield fault(book, "cost_kind", kind, reason=f"needs exactly one cost rule or a travel policy, has {said}")


def _names(keys: set[str]) -> str:
    return ", ".join(sorted(keys)) or "none"
