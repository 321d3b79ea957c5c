"""Section 5 of the report: who pays how much, by which rule, and under which other rule it would differ (4.1, 4.2)."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text as Line

from service.cli.layout import cut, figure, heading, remark, table, under, wrap
from service.cli.report.dates import MONEY
from service.cli.report.pairs import grouped
from service.cli.view import View
from service.records.year import Year
from service.words.figures import unit

ROLES = ("mentor", "mentee", "facilitator")
RECEIVERS = ("mentee", "mentor")


def sums(view: View[Year], place: int) -> Iterator[RenderableType]:
    """Yield budget heads, payers, subsidies, and the travel policies side by side."""
    yield heading(place, view.words("money.title"))
    yield from _heads(view)
    yield from _payers(view)
    yield from _subsidies(view)
    notes = [note for note in view.year.plan.notes if note.section.startswith(MONEY)]
    if notes:
        yield under(view.words("calendar.notes"))
        yield from grouped(view, notes)
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
    titles = (words("money.budget"), words("money.planned"), words("money.left"))
    yield table([wrap(words("money.head")), *map(figure, titles)], rows, last=True)
    later = sum(amount for head, amount in ledger.after_year(intake.year).by_head().items() if head)
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
    titles = (words("money.pays"), words("money.relieved"))
    yield table([wrap(words("money.payer")), *map(figure, titles)], rows, last=True)


def _subsidies(view: View[Year]) -> Iterator[RenderableType]:
    words, plan, decision = view.words, view.year.plan, view.year.intake.decision
    yield under(words("money.subsidies"))
    if decision is None:
        yield Line(words("money.no_decision"))
        return
    yield remark(words("money.decision", number=decision.number, date=view.day(decision.date)))
    if not plan.allocations:
        yield Line(words("money.nothing"))
        return
    given: dict[str, dict[str, int]] = {}
    for each in plan.allocations:
        roles = given.setdefault(each.partnership, dict.fromkeys((*RECEIVERS, "due"), 0))
        roles[each.role] += each.amount
        roles["due"] += each.due
    rows = [
        (
            view.called(key),
            view.money(roles["due"]),
            *(view.money(roles[role]) for role in RECEIVERS),
        )
        for key, roles in given.items()
    ]
    columns = [[roles[name] for roles in given.values()] for name in ("due", *RECEIVERS)]
    rows.append((words("money.sum"), *(view.money(sum(column)) for column in columns)))
    titles = (words("money.due"), *(view.names.role(role) for role in RECEIVERS))
    yield table([cut(words("pairs.title")), *map(figure, titles)], rows, last=True)


def payers_each(view: View[Year], place: int) -> Iterator[RenderableType]:
    """Yield who pays what under each travel policy: one column a policy, one row a payer (4.1)."""
    words, book = view.words, view.year.book
    found = view.year.plan.ledger.under_each(book)
    chosen, default = (
        view.year.intake.travel_policy,
        next(key for key, row in book.travel_policies.items() if row.default),
    )
    signs = {key: str(number) for number, key in enumerate(found, start=1)}
    yield heading(place, words("money.each_policy"))
    for key, sign in signs.items():
        mark = f" {view.mark('►')}" if key == (chosen or default) else ""
        yield Line(f"{sign}  {view.say(book.travel_policies[key].name)}{mark}")
    payers = sorted(found[default], key=lambda key: (ROLES.index(key.partition(":")[0]), -found[default][key], key))
    rows = [(view.names.payer(payer), *(view.number(paid[payer]) for paid in found.values())) for payer in payers]
    rows.append((words("money.sum"), *(view.number(sum(paid.values())) for paid in found.values())))
    yield table([cut(words("money.payer")), *map(figure, signs.values())], rows, last=True)
    yield remark(words("money.policies_note", mark=view.mark("►")))


def _policies(view: View[Year]) -> Iterator[RenderableType]:
    """Yield the policies side by side: one column each, one row a role."""
    words, book, ledger = view.words, view.year.book, view.year.plan.ledger
    chosen = view.year.intake.travel_policy
    found = {key: ledger.under(policy, book).by_role() for key, policy in book.travel_policies.items()}
    titles = [
        f"{view.mark('►')} {view.say(policy.name)}"
        if key == chosen or (not chosen and policy.default)
        else view.say(policy.name)
        for key, policy in book.travel_policies.items()
    ]
    rows = [
        (view.names.role(role), *(view.number(by_role.get(role, 0)) for by_role in found.values())) for role in ROLES
    ]
    rows.append((words("money.sum"), *(view.number(sum(by_role.values())) for by_role in found.values())))
    yield under(words("money.policies", unit=unit(view.currency)))
    yield table([wrap(words("money.payer")), *map(figure, titles)], rows, last=True)
    yield remark(words("money.policies_note", mark=view.mark("►")))
