"""The rows of the year's workbook about money, one function a sheet (4.1, 4.2)."""

from collections.abc import Iterator

from service.documents.year_rows import Reader, Row
from service.records.over_time import money_over_time


def heads(reader: Reader) -> Iterator[Row]:
    """Yield every budget head: name, budget, planned this year, left, falling due later."""
    year = reader.year
    ledger, number = year.plan.ledger, year.intake.year
    later = ledger.after_year(number).by_head()
    for each in ledger.in_year(number).heads(year.intake.budget):
        yield reader.names.head(each.head), each.decided, each.planned, each.left, later.get(each.head, 0)


def payers(reader: Reader) -> Iterator[Row]:
    """Yield every payer: role, name, pays this year, pays later, subsidy received."""
    year, names = reader.year, reader.names
    ledger, number = year.plan.ledger, year.intake.year
    now, later = ledger.in_year(number).by_payer(), ledger.after_year(number).by_payer()
    relieved: dict[str, int] = {}
    for line in ledger.lines:
        if line.relieves:
            relieved[line.relieves] = relieved.get(line.relieves, 0) + line.amount
    for key in sorted(now.keys() | later.keys() | relieved.keys()):
        role, _, party = key.partition(":")
        yield names.role(role), names.party(party or key), now.get(key, 0), later.get(key, 0), relieved.get(key, 0)


def lines(reader: Reader) -> Iterator[Row]:
    """Yield every cost line: day, partnership, activity, kind, what, amount, payer, head, rule, section, basis."""
    names = reader.names
    for line in sorted(reader.year.plan.ledger.lines, key=lambda each: (each.on, each.id)):
        role, _, party = line.payer.partition(":")
        yield (
            line.on, line.partnership, names.activity(line.activity), names.kind(line.kind),
            reader.words.say(line.text), line.amount, names.role(role), names.short(party or line.payer),
            names.head(line.head) if line.head else "", line.rule, line.section, line.basis,
            reader.yes(is_so=line.estimated), names.payer(line.relieves) if line.relieves else "", line.id,
        )  # fmt: skip


def subsidies(reader: Reader) -> Iterator[Row]:
    """Yield every subsidy: partnership, role, receiver, by the rule, given, kind, reason."""
    year, names = reader.year, reader.names
    kinds = year.book.subsidy_kinds
    for each in year.plan.allocations:
        kind = reader.words.say(kinds[each.rule].name) if each.rule in kinds else each.rule
        yield (
            each.partnership, names.role(each.role), names.party(each.party), each.due, each.amount, kind,
            names.told(each.reason),
        )  # fmt: skip


def policies(reader: Reader) -> Iterator[Row]:
    """Yield every travel policy: name, mentors, mentees, facilitator, all."""
    ledger, book = reader.year.plan.ledger, reader.year.book
    for policy in book.travel_policies.values():
        by_role = ledger.under(policy, book).by_role()
        amounts = tuple(by_role.get(role, 0) for role in ("mentor", "mentee", "facilitator"))
        yield (reader.words.say(policy.name), *amounts, sum(by_role.values()))


def months(reader: Reader) -> Iterator[Row]:
    """Yield every month: its first day, mentors, mentees, facilitator, paid out, so far, left of releases."""
    for one in money_over_time(reader.year).months:
        roles = tuple(one.roles[role] for role in ("mentor", "mentee", "facilitator"))
        yield (one.month, *roles, one.out, one.out_so_far, one.left)


def instalments(reader: Reader) -> Iterator[Row]:
    """Yield every instalment: partnership, role, receiver, number, milestone, day, amount."""
    names = reader.names
    for one in money_over_time(reader.year).instalments:
        yield (
            one.partnership, names.role(one.role), names.party(one.party), one.number, names.told(one.because), one.on,
            one.amount,
        )  # fmt: skip
