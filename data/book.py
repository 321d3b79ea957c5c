"""One programme's guideline and policy, frozen: every table a mapping from row id to row."""

import difflib
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data import rows
from data.errors import UnknownRow
from data.happening import Happening
from data.recording import RecordKind
from data.subsidies import Instalment, SubsidyKind
from data.watching import Indicator, WarningSign

TABLES: dict[str, type[rows.Row]] = {
    "section": rows.Section,
    "role": rows.Role,
    "duty": rows.Duty,
    "statement": rows.Statement,
    "phase": rows.Phase,
    "activity": rows.Activity,
    "precedence": rows.Precedence,
    "document": rows.Document,
    "state": rows.State,
    "step": rows.Step,
    "gate": rows.Gate,
    "number": rows.Number,
    "cost_rule": rows.CostRule,
    "cost_kind": rows.CostKind,
    "travel_policy": rows.TravelPolicy,
    "budget_head": rows.BudgetHead,
    "partner_help": rows.PartnerHelp,
    "subsidy_kind": SubsidyKind,
    "instalment": Instalment,
    "indicator": Indicator,
    "warning": WarningSign,
    "quiet_window": rows.QuietWindow,
    "tension": rows.Tension,
    "rule": rows.Rule,
    "aim": rows.Aim,
    "happening": Happening,
    "record": RecordKind,
    "checklist": rows.ChecklistItem,
    "programme": rows.Programme,
}

IRREGULAR = {
    "duty": "duties",
    "activity": "activities",
    "travel_policy": "travel_policies",
    "checklist": "checklist",
}
PLURALS: dict[str, str] = {name: IRREGULAR.get(name, f"{name}s") for name in TABLES}


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A programme's guideline and policy as tables.

    Every table is a mapping from row id to row, in the order of the file; ``files`` says
    for ``table:row`` in which file it stands, ``fingerprint`` is the SHA-256 of all files.
    """

    folder: Path
    programme: rows.Programme
    sections: Mapping[str, rows.Section]
    roles: Mapping[str, rows.Role]
    duties: Mapping[str, rows.Duty]
    statements: Mapping[str, rows.Statement]
    phases: Mapping[str, rows.Phase]
    activities: Mapping[str, rows.Activity]
    precedences: Mapping[str, rows.Precedence]
    documents: Mapping[str, rows.Document]
    states: Mapping[str, rows.State]
    steps: Mapping[str, rows.Step]
    gates: Mapping[str, rows.Gate]
    numbers: Mapping[str, rows.Number]
    cost_rules: Mapping[str, rows.CostRule]
    cost_kinds: Mapping[str, rows.CostKind]
    travel_policies: Mapping[str, rows.TravelPolicy]
    budget_heads: Mapping[str, rows.BudgetHead]
    partner_helps: Mapping[str, rows.PartnerHelp]
    subsidy_kinds: Mapping[str, SubsidyKind]
    instalments: Mapping[str, Instalment]
    indicators: Mapping[str, Indicator]
    warnings: Mapping[str, WarningSign]
    quiet_windows: Mapping[str, rows.QuietWindow]
    tensions: Mapping[str, rows.Tension]
    rules: Mapping[str, rows.Rule]
    aims: Mapping[str, rows.Aim]
    happenings: Mapping[str, Happening]
    records: Mapping[str, RecordKind]
    checklist: Mapping[str, rows.ChecklistItem]
    files: Mapping[str, str]
    fingerprint: str

    def number(self, key: str) -> int:
        """Return the value of number ``key``.

        Raises
        ------
        UnknownRow
            If the book has no such number.
        """
        if key not in self.numbers:
            table = "number"
            raise UnknownRow(table, key, tuple(difflib.get_close_matches(key, self.numbers)))
        return self.numbers[key].value

    def table(self, name: str) -> Mapping[str, rows.Row]:
        """Return one table by its singular name in the files (``document``).

        Raises
        ------
        UnknownRow
            If there is no such table.
        """
        if name not in TABLES:
            table = "table"
            raise UnknownRow(table, name, tuple(difflib.get_close_matches(name, TABLES)))
        if name == "programme":
            return {self.programme.id: self.programme}
        return typing.cast("Mapping[str, rows.Row]", getattr(self, PLURALS[name]))

    def all_rows(self) -> tuple[tuple[str, rows.Row], ...]:
        """Return every row of every table as ``(table, row)``."""
        return tuple((name, row) for name in TABLES for row in self.table(name).values())
