"""Commands that are loaded when they are asked for: solvers and database take seconds that a help does not need."""

from importlib import import_module
from typing import Any

import click

from service.cli.spoken import speak
from service.words import Words

# Command to where it is made, in the order of the help.
COMMANDS = {
    "year": "service.cli.solving:year_command",
    "match": "service.cli.solving:match_command",
    "plan": "service.cli.solving:plan_command",
    "budget": "service.cli.solving:budget_command",
    "sandbox": "service.cli.sandbox:sandbox_command",
    "replan": "service.cli.replanning:replan_command",
    "compare": "service.cli.comparing:compare_command",
    "template": "service.cli.filing:template_command",
    "sample": "service.cli.filing:sample_command",
    "rule": "service.cli.ruling:rule_command",
    "subject": "service.cli.subjects:subject_command",
    "twins": "service.cli.records:twins_command",
    "past": "service.cli.records:past_command",
    "account": "service.cli.accounts:account_command",
    "insight": "service.cli.insight:insight_command",
    "outcomes": "service.cli.insight:outcomes_command",
    "record": "service.cli.recording:record_command",
    "audit": "service.cli.audit:audit_command",
    "backup": "service.cli.backup:backup_command",
    "restore": "service.cli.backup:restore_command",
    "serve": "service.cli.serving:serve_command",
    "work": "service.cli.jobs:work_command",
    "remind": "service.cli.jobs:remind_command",
    "demo": "service.cli.serving:demo_command",
}


class Late(click.Command):
    """Stands for a command that is not loaded: it has its name and its help."""

    def __init__(self, name: str, words: Words) -> None:
        """Stand for the command ``name``."""
        super().__init__(name, help=words(f"help.{name}"))
        self._words = words
        speak(self, words)

    def loaded(self) -> click.Command:
        """Return the command itself."""
        module, _, maker = COMMANDS[str(self.name)].partition(":")
        command: click.Command = getattr(import_module(module), maker)(self._words)
        speak(command, self._words)
        return command


class LateGroup(click.Group):
    """A group that lists its commands without loading them, and loads the one that is run."""

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """Return what click returns, with the command itself in place of what stands for it."""
        name, command, rest = super().resolve_command(ctx, args)
        if isinstance(command, Late):
            command = self.commands[str(command.name)] = command.loaded()
        return name, command, rest
