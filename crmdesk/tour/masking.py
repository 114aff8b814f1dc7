"""Pictures of the window with personal data hidden, as one turns the screen to a customer."""

from __future__ import annotations

from crmdesk.core.customers import Listing
from crmdesk.gui.window import MainWindow
from crmdesk.services import customers
from crmdesk.tour import sample
from crmdesk.tour.camera import Camera, settle


def picture_masking(camera: Camera, window: MainWindow) -> None:
    """A company and a person, the table; everything is shown again in the end."""
    ui, content = window.ui, window.content
    sign = ui.words.gettext("Personal data hidden")
    content.masking.toggle()
    for name, shot in ((sample.FIRST, "masked"), (sample.PERSON, "masked-individual")):
        content.page.open(customers.find(ui.desk, Listing(query=name))[0])
        camera.take(window, shot, ui.jobs, showing=sign)
    camera.take_wide(window, "masked-individual", ui.jobs, showing="****")
    content.page.pane.show_page("changes")
    camera.take(window, "masked-changes", ui.jobs, showing=sign)
    content.page.show_table(True)
    settle(content.page.list.finder.jobs)
    camera.take(window, "masked-table", ui.jobs, showing="****")
    content.page.show_table(False)
    content.page.pane.show_page("basics")
    content.masking.toggle()
    settle(ui.jobs)
