from tests.gui.widgets.dressing import themed

__all__ = ["themed"]
