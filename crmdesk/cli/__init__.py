"""The command line (and, without a command, the window)."""

from crmdesk.cli.run import main

__all__ = ["main"]
