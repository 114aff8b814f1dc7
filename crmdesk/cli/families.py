"""Which module holds which command: only what is asked for is loaded, all of them together take half a second."""

from __future__ import annotations

import importlib
from collections.abc import Mapping, Sequence

import click

COMMANDS = {
    "fields": ("fields",),
    "listing": ("customers",),
    "customers": ("show",),
    "numbered": ("add", "edit", "delete", "restore-deleted"),
    "sales_lists": ("products", "orders", "payments", "receivables", "release", "last-price"),
    "bulk_edit": ("edit-many",),
    "duplicates": ("duplicates", "not-same", "merge"),
    "file_parts": ("verify", "completeness", "competitors"),
    "parts": ("note", "notes", "attach", "attachments", "save-attachment", "delete-attachment"),
    "interactions": ("interactions", "steps", "step-done", "objections", "months"),
    "complaints": ("complaint",),
    "staff": ("staff", "staff-edit", "commission", "campaign"),
    "greetings": ("greetings",),
    "history": ("history", "trash"),
    "imports": ("imports", "undo-import"),
    "sheets": ("import",),
    "backups": ("backup", "restore"),
    "checking": ("check",),
    "security": ("password",),
    "exporting": ("export",),
    "templates": ("template",),
    "demo": ("demo",),
    "structure": ("groups", "group", "field", "lists", "list", "settings", "set"),
    "privacy": ("person-copy", "privacy"),
    "qualifying": ("potentials", "funnel", "assess", "screen"),
    "insights": ("insights", "policy"),
    "churn": ("lost", "won-back"),
    "surveys": ("survey",),
    "assessments": ("assessment",),
    "sources": ("source-cost",),
    "tiers": ("tiers",),
    "delivered_value": ("delivered-value",),
    "due": ("due", "neglected", "visit-plan"),
    "briefing": ("briefing",),
    "reports": ("report",),
    "tasks": ("task",),
    "sales_plan": ("sales-plan",),
    "printing": ("print", "print-template"),
    "erasing": ("erase",),
    "tour": ("tour",),
}
"""The commands of each module of crmdesk.cli, which has them in its own `COMMANDS`."""
INSIGHTS = {
    "insights": ("six-questions", "loyalty-value"),
    "insights_repurchase": ("repurchase", "maker-sales"),
    "tiers": ("pareto",),
    "value": ("value",),
    "loyalty": ("loyalty", "indicators"),
    "churn": ("churn", "at-risk"),
    "assessments": ("selection",),
    "sources": ("sources",),
    "overview": ("overview",),
}
"""The same of the group `insights`, in `INSIGHTS`."""


class Families(click.Group):
    """A group whose commands are loaded when they are asked for; help asks for all of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.modules:
            return None
        module = importlib.import_module(f"crmdesk.cli.{self.modules[cmd_name]}")
        commands: Sequence[click.Command] = getattr(module, self.family)
        return next(command for command in commands if command.name == cmd_name)

    family = ""
    """How a module calls its commands for this group."""
    modules: Mapping[str, str] = {}
    """The module of each command."""


def _modules(families: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    return {command: module for module, commands in families.items() for command in commands}


class Root(Families):
    """All commands."""

    family, modules = "COMMANDS", _modules(COMMANDS)


class Insights(Families):
    """What the group `insights` holds."""

    family, modules = "INSIGHTS", _modules(INSIGHTS)
