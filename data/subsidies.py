"""Rows on subsidies: the forms that a decision may take, and the instalments in which they are paid out (4.2)."""

from dataclasses import dataclass

from data.rows import Row


@dataclass(frozen=True, slots=True, kw_only=True)
class SubsidyKind(Row):
    """A form that the National Board's subsidy decision may take; amounts come only from a decision (4.2).

    Parameters
    ----------
    needs
        Amounts that a decision of this kind must state, by name; the end of a name says its unit.
    by_region
        True when the decision must list region codes.
    """

    needs: tuple[str, ...]
    by_region: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Instalment(Row):
    """One part of every subsidy, paid out when a milestone is reached (policy).

    Parameters
    ----------
    number
        Its place, from 1.
    percent
        Whole per cent of the subsidy; all rows together make 100.
    after
        Activity whose first taking place in the partnership releases it.
    """

    number: int
    percent: int
    after: str
