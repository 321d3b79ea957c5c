"""Section 5 of the report: who pays how much, by which rule, and under which other rule it would differ (4.1, 4.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from service.cli.layout import heading, remark, table, under
from service.cli.view import View
from service.records.year import Year

ROLES = ("mentor", "mentee", "facilitator")


def sums(view: View[Year], number: int) -> Iterator[RenderableType]:
    """Yield budget heads, payers, subsidies, and the travel policies side by side."""
    yield heading(number, view.words("money.title"))
    yield from _heads(view)
    yield from _payers(view)
    yield from _subsidies(view)
    yield from _policies(view)


def _heads(view: View[Year]) -> Iterator[RenderableType]:
    words, intake, ledger = view.words, view.year.intake, view.year.plan.ledger
    found = ledger.in_year(intake.year).heads(intake.budget)
    rows = [
        (view.names.head(each.head), view.money(each.decided), view.money(each.planned), view.money(each.left))
        for each in found
    ]
    decided, planned = sum(each.decided for each in found), sum(each.planned for each in found)
    rows.append((words("money.sum"), view.money(decided), view.money(planned), view.money(decided - planned)))
    yield under(words("money.heads", facilitator=view.year.book.programme.facilitator))
    titles = ("money.head", "money.budget", "money.planned", "money.left")
    yield table([words(title) for title in titles], rows, right=(1, 2, 3), last=True)
    later = ledger.after_year(intake.year).total
    if later:
        yield remark(words("money.later", amount=view.money(later), year=intake.year + 1))


def _payers(view: View[Year]) -> Iterator[RenderableType]:
    words, ledger = view.words, view.year.plan.ledger
    paid = ledger.by_payer()
    relieved: dict[str, int] = {}
    for line in ledger.lines:
        if line.relieves:
            relieved[line.relieves] = relieved.get(line.relieves, 0) + line.amount
    order = sorted(
        paid.keys() | relieved.keys(), key=lambda key: (ROLES.index(key.partition(":")[0]), -paid.get(key, 0), key)
    )
    rows = [(view.names.payer(key), view.money(paid.get(key, 0)), view.money(relieved.get(key, 0))) for key in order]
    rows.append((words("money.sum"), view.money(ledger.total), view.money(sum(relieved.values()))))
    yield under(words("money.payers"))
    titles = ("money.payer", "money.pays", "money.relieved")
    yield table([words(title) for title in titles], rows, right=(1, 2), last=True)


def _subsidies(view: View[Year]) -> Iterator[RenderableType]:
    words, plan, decision = view.words, view.year.plan, view.year.intake.decision
    yield under(words("money.subsidies"))
    if decision is None:
        yield Line(words("money.no_decision"))
        return
    yield remark(words("money.decision", number=decision.number, date=view.day(decision.date)))
    rows = [
        (
            each.partnership, f"{view.names.role(each.role)} {view.names.short(each.party)}",
            view.money(each.due), view.money(each.amount),
        )
        for each in plan.allocations
    ]
    total, due = sum(each.amount for each in plan.allocations), sum(each.due for each in plan.allocations)
    rows.append((words("money.sum"), "", view.money(due), view.money(total)))
    titles = ("pairs.id", "money.receiver", "money.due", "money.given")
    yield table([words(title) for title in titles], rows, right=(2, 3), last=True)


def _policies(view: View[Year]) -> Iterator[RenderableType]:
    words, book = view.words, view.year.book
    chosen = view.year.intake.travel_policy
    rows = []
    for key, policy in book.travel_policies.items():
        by_role = view.year.plan.ledger.under(policy, book).by_role()
        in_force = key == chosen or (not chosen and policy.default)
        mark = f"{view.mark('►')} " if in_force else "  "
        rows.append((mark + view.say(policy.name), *(view.money(by_role.get(role, 0)) for role in ROLES)))
    yield under(words("money.policies"))
    titles = [words("money.policy"), *(view.names.role(role) for role in ROLES)]
    yield table(titles, rows, right=(1, 2, 3))
    yield remark(words("money.policies_note", mark=view.mark("►")))
