"""The drawing style: Fusion underneath, our own buttons, inputs, menus, rows and scroll bars on top."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QMenu,
    QMenuBar,
    QProxyStyle,
    QScrollBar,
    QStyle,
    QStyleHintReturn,
    QStyleOption,
    QStyleOptionComplex,
    QWidget,
)

from crmdesk.gui import icons
from crmdesk.gui.theme import (
    style_buttons,
    style_inputs,
    style_menus,
    style_views,
    tokens,
)

Draw = Callable[[QStyleOption, QPainter, QWidget | None, QProxyStyle], None]

_METRICS = {
    QStyle.PixelMetric.PM_ScrollBarExtent: tokens.SCROLL_BAR + 2 * tokens.SCROLL_BAR_MARGIN,
    QStyle.PixelMetric.PM_ScrollView_ScrollBarOverlap: tokens.SCROLL_BAR + 2 * tokens.SCROLL_BAR_MARGIN,
    QStyle.PixelMetric.PM_ScrollView_ScrollBarSpacing: 0,
    QStyle.PixelMetric.PM_ScrollBarSliderMin: 24,
    QStyle.PixelMetric.PM_SmallIconSize: tokens.ICON,
    QStyle.PixelMetric.PM_ButtonIconSize: tokens.ICON,
    QStyle.PixelMetric.PM_ToolBarIconSize: tokens.ICON,
    QStyle.PixelMetric.PM_ListViewIconSize: tokens.ICON,
    QStyle.PixelMetric.PM_IndicatorWidth: tokens.CHECK_SIZE,
    QStyle.PixelMetric.PM_IndicatorHeight: tokens.CHECK_SIZE,
    QStyle.PixelMetric.PM_ExclusiveIndicatorWidth: tokens.CHECK_SIZE,
    QStyle.PixelMetric.PM_ExclusiveIndicatorHeight: tokens.CHECK_SIZE,
    QStyle.PixelMetric.PM_CheckBoxLabelSpacing: tokens.BETWEEN,
    QStyle.PixelMetric.PM_RadioButtonLabelSpacing: tokens.BETWEEN,
    QStyle.PixelMetric.PM_ButtonShiftHorizontal: 0,
    QStyle.PixelMetric.PM_ButtonShiftVertical: 0,
    QStyle.PixelMetric.PM_ButtonDefaultIndicator: 0,
    QStyle.PixelMetric.PM_MenuPanelWidth: 1,
    QStyle.PixelMetric.PM_MenuHMargin: tokens.INSIDE,
    QStyle.PixelMetric.PM_MenuVMargin: tokens.INSIDE,
    QStyle.PixelMetric.PM_MenuBarHMargin: 0,
    QStyle.PixelMetric.PM_MenuBarVMargin: 0,
    QStyle.PixelMetric.PM_MenuBarItemSpacing: 0,
    QStyle.PixelMetric.PM_MenuBarPanelWidth: 0,
    QStyle.PixelMetric.PM_ToolTipLabelFrameWidth: tokens.BETWEEN,
    QStyle.PixelMetric.PM_DefaultFrameWidth: 1,
    QStyle.PixelMetric.PM_SplitterWidth: 1,
    QStyle.PixelMetric.PM_DockWidgetSeparatorExtent: 1,
    QStyle.PixelMetric.PM_FocusFrameHMargin: tokens.BETWEEN - 1,
    QStyle.PixelMetric.PM_HeaderMargin: tokens.BETWEEN,
    QStyle.PixelMetric.PM_HeaderDefaultSectionSizeVertical: tokens.TABLE_ROW,
    QStyle.PixelMetric.PM_LayoutLeftMargin: tokens.AROUND,
    QStyle.PixelMetric.PM_LayoutTopMargin: tokens.AROUND,
    QStyle.PixelMetric.PM_LayoutRightMargin: tokens.AROUND,
    QStyle.PixelMetric.PM_LayoutBottomMargin: tokens.AROUND,
    QStyle.PixelMetric.PM_LayoutHorizontalSpacing: tokens.BETWEEN,
    QStyle.PixelMetric.PM_LayoutVerticalSpacing: tokens.BETWEEN,
}

_HINTS = {
    QStyle.StyleHint.SH_ComboBox_Popup: 0,
    QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons: 0,
    QStyle.StyleHint.SH_EtchDisabledText: 0,
    QStyle.StyleHint.SH_DitherDisabledText: 0,
    QStyle.StyleHint.SH_ItemView_ShowDecorationSelected: 1,
    QStyle.StyleHint.SH_ItemView_ActivateItemOnSingleClick: 0,
    QStyle.StyleHint.SH_Menu_SupportsSections: 0,
    QStyle.StyleHint.SH_ScrollBar_Transient: 0,
    QStyle.StyleHint.SH_Widget_Animation_Duration: 0,
    QStyle.StyleHint.SH_ToolTipLabel_Opacity: 255,
    QStyle.StyleHint.SH_ScrollView_FrameOnlyAroundContents: 0,
}

_UNDERLINE, _GRID_LINE = QStyle.StyleHint.SH_UnderlineShortcut, QStyle.StyleHint.SH_Table_GridLineColor

_ICONS = {
    QStyle.StandardPixmap.SP_MessageBoxWarning: ("warning", "warn"),
    QStyle.StandardPixmap.SP_MessageBoxCritical: ("error", "bad"),
    QStyle.StandardPixmap.SP_MessageBoxInformation: ("info", "accent"),
    QStyle.StandardPixmap.SP_MessageBoxQuestion: ("question", "text_2"),
    QStyle.StandardPixmap.SP_LineEditClearButton: ("close", "text_2"),
}


class DeskStyle(QProxyStyle):
    """Draws from the palette of each widget alone, so light and dark may stand side by side."""

    def __init__(self) -> None:
        super().__init__("Fusion")
        self._primitives: dict[QStyle.PrimitiveElement, Draw] = {
            **style_buttons.PRIMITIVES,
            **style_inputs.PRIMITIVES,
            **style_menus.PRIMITIVES,
            **style_views.PRIMITIVES,
        }
        self._controls: dict[QStyle.ControlElement, Draw] = {
            **style_buttons.CONTROLS,
            **style_inputs.CONTROLS,
            **style_menus.CONTROLS,
            **style_views.CONTROLS,
        }

    def polish(self, thing: object) -> object:  # type: ignore[override]
        result = super().polish(thing)  # type: ignore[call-overload]
        if isinstance(thing, QScrollBar):
            thing.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent, False)
        elif isinstance(thing, QMenu) or (isinstance(thing, QFrame) and style_menus.is_popup_frame(thing)):
            thing.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
            thing.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        if isinstance(thing, QWidget) and style_inputs.wants_hover(thing):
            thing.setAttribute(Qt.WidgetAttribute.WA_Hover)
        return result

    def drawPrimitive(self, element, option, painter, widget=None) -> None:
        draw = self._primitives.get(element)
        if draw is style_views.row_back:  # for every cell of a table
            return
        if draw is None:
            super().drawPrimitive(element, option, painter, widget)
            return
        painter.save()
        draw(option, painter, widget, self)
        painter.restore()

    def drawControl(self, element, option, painter, widget=None) -> None:
        draw = self._controls.get(element)
        if draw is None:
            super().drawControl(element, option, painter, widget)
            return
        painter.save()
        draw(option, painter, widget, self)
        painter.restore()

    def drawComplexControl(self, control, option: QStyleOptionComplex, painter, widget=None) -> None:
        draw = (
            style_inputs.COMPLEX.get(control) or style_views.COMPLEX.get(control) or style_buttons.COMPLEX.get(control)
        )
        if draw is None:
            super().drawComplexControl(control, option, painter, widget)
            return
        painter.save()
        draw(option, painter, widget, self)
        painter.restore()

    def drawItemText(self, painter, rect, flags, palette, enabled, text, role=QPalette.ColorRole.NoRole) -> None:
        if role == QPalette.ColorRole.ToolTipText and style_menus.draw_tip(painter, rect, palette, text):
            return
        super().drawItemText(painter, rect, flags, palette, enabled, text, role)

    def pixelMetric(self, metric, option=None, widget=None) -> int:
        value = _METRICS.get(metric)
        if value is not None:
            return value
        return super().pixelMetric(metric, option, widget)

    def styleHint(self, hint, option=None, widget=None, data: QStyleHintReturn | None = None) -> int:
        value = _HINTS.get(hint)  # first: four thousand hints are asked for while a window is made
        if value is not None:
            return value
        if hint == _UNDERLINE:
            return int(isinstance(QApplication.focusWidget(), QMenuBar))
        if hint == _GRID_LINE:
            palette = widget.palette() if widget else QApplication.palette()
            return palette.color(QPalette.ColorRole.Midlight).rgb() - (1 << 32)
        return super().styleHint(hint, option, widget, data)

    def sizeFromContents(self, kind, option, size: QSize, widget=None) -> QSize:
        for family in (style_buttons, style_inputs, style_menus, style_views):
            measured = family.size(kind, option, size, widget)
            if measured is not None:
                return measured
        return super().sizeFromContents(kind, option, size, widget)

    def subElementRect(self, element, option, widget=None) -> QRect:
        rect = style_inputs.sub_element(element, option, widget)
        return rect if rect is not None else super().subElementRect(element, option, widget)

    def subControlRect(self, control, option, sub, widget=None) -> QRect:
        found = style_inputs.sub_control(control, option, sub)
        if found is None:
            found = style_views.sub_control(control, option, sub)
        return found if found is not None else super().subControlRect(control, option, sub, widget)

    def standardIcon(self, which, option=None, widget=None) -> QIcon:
        named = _ICONS.get(which)
        return icons.icon(*named) if named else super().standardIcon(which, option, widget)
