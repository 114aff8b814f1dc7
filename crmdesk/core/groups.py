"""Groups of customers (METHOD.md section 1): by hand or dynamic, each with a name and a colour."""

from __future__ import annotations

from collections.abc import Mapping

from crmdesk.core.words import Label

COLORS: Mapping[str, Label] = {
    "red": Label("Red", "红色"),
    "orange": Label("Orange", "橙色"),
    "yellow": Label("Yellow", "黄色"),
    "green": Label("Green", "绿色"),
    "teal": Label("Teal", "青色"),
    "blue": Label("Blue", "蓝色"),
    "purple": Label("Purple", "紫色"),
    "pink": Label("Pink", "粉色"),
    "grey": Label("Grey", "灰色"),
}
"""The colours a group can have; the window draws each with its token `group_…`."""
