"""The window's composition root: what starts the program, and what lives while the window is open."""

from crmdesk.app.program import Program, last_file
from crmdesk.app.starting import begin_anew, choose_desk, open_window, run_window

__all__ = ["Program", "begin_anew", "choose_desk", "last_file", "open_window", "run_window"]
