"""Every widget in every state, and a frame with sample rows, drawn to PNG for looking at beside the target pictures.

`python -m tests.gui.widgets.gallery OUTDIR [SCALE]`
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QFocusEvent, QHoverEvent, QPixmap
from PySide6.QtWidgets import (
    QApplication,
    QGridLayout,
    QHBoxLayout,
    QListView,
    QMenu,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from crmdesk.assets import load_words
from crmdesk.core.words import Words
from crmdesk.gui.theme import palette as theme
from crmdesk.gui.theme import tokens
from crmdesk.gui.theme.tokens import DARK, LIGHT, Scheme
from crmdesk.gui.widgets import badges
from crmdesk.gui.widgets.badges import BadgeLabel
from crmdesk.gui.widgets.buttons import Button, IconButton, LinkButton, MenuButton
from crmdesk.gui.widgets.counts import Count, CountStrip
from crmdesk.gui.widgets.dates import DateEdit
from crmdesk.gui.widgets.dialogs import Ground
from crmdesk.gui.widgets.form import FormRow, ReadRow
from crmdesk.gui.widgets.heads import EmptyState, Fact, FactStrip, SectionHead
from crmdesk.gui.widgets.inputs import CheckBox, ComboBox, LineEdit, TextEdit
from crmdesk.gui.widgets.labels import Label
from crmdesk.gui.widgets.navigation import Navigation, Place
from crmdesk.gui.widgets.notices import NoticeBar, ProgressLine
from crmdesk.gui.widgets.rows import Row, TwoLineDelegate, style_list
from crmdesk.gui.widgets.search import SearchBox
from crmdesk.gui.widgets.segments import SegmentedChoice
from crmdesk.gui.widgets.statusline import StatusLine
from crmdesk.gui.widgets.steps import StepList
from crmdesk.gui.widgets.tabs import Tab, TabRow
from crmdesk.gui.widgets.toprow import TopRow


def words_for_pictures() -> Words:
    return load_words("en")


def sample_rows() -> list[Row]:
    """The list of the target picture."""
    data = [
        ("禾砚精密机械（嘉兴）有限公司", "0573-0000 0013", "嘉兴", "陈立", "silver", "qualified", True),
        ("拾山食品（绍兴）有限公司", "0575-0000 0007", "绍兴", "陈立", "gold", "qualified", False),
        ("许念安", "139****0021", "杭州", "陈立", "bronze", "signed", False),
        ("北屿冷链物流有限公司", "0574-0000 0042", "宁波", "王晓", "silver", "signed", True),
        ("桐里木作家具厂", "139****0058", "湖州", "陈立", "bronze", "qualified", False),
        ("云栖社区居民委员会", "0571-0000 0066", "杭州", "王晓", "iron", "target", False),
        ("澄原仪表科技有限公司", "0573-0000 0071", "嘉善", "陈立", "gold", "qualified", False),
        ("沈木青", "139****0075", "海宁", "陈立", "iron", "potential", False),
        ("九垄农产品专业合作社", "139****0083", "桐乡", "陈立", "iron", "potential", False),
        ("岸沐日化用品有限公司", "0571-0000 0090", "杭州", "王晓", "silver", "qualified", False),
        ("远汐包装贸易商行", "139****0098", "平湖", "陈立", "bronze", "signed", False),
        ("青籽烘焙工坊", "139****0104", "嘉兴", "陈立", "iron", "target", True),
    ]
    tier = {"gold": "金质", "silver": "银质", "bronze": "铜质", "iron": "铁质"}
    stage = {"potential": "潜在", "target": "目标", "signed": "签约", "qualified": "合格签约"}
    rows = []
    for name, phone, city, owner, level, at, complains in data:
        top = (badges.tier(level, tier[level]),)
        if complains:
            top = (badges.state("bad", "投诉", "complaint", bare=True), *top)
        rows.append(Row(name, (phone, city, owner), top, (badges.stage(at, stage[at], bare=True),)))
    return rows * 4


class RowModel(QAbstractListModel):
    """Rows in memory."""

    def __init__(self, rows: list[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows = rows

    def rowCount(self, _parent: QModelIndex | None = None) -> int:  # noqa: N802
        return len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self._rows[index.row()]
        if role == TwoLineDelegate.ROW_ROLE:
            return row
        return row.title if role == Qt.ItemDataRole.DisplayRole else None


def hover(widget: QWidget) -> QWidget:
    """Make a widget look as under the pointer."""
    widget.setAttribute(Qt.WidgetAttribute.WA_UnderMouse)
    middle = QPoint(5, 5).toPointF()
    QApplication.sendEvent(widget, QHoverEvent(QEvent.Type.HoverEnter, middle, middle, middle))
    return widget


def focused(widget: QWidget) -> QWidget:
    """Only one widget has the focus; its picture is taken while it has it."""
    widget.setProperty("focusShot", True)
    return widget


def _buttons(grid: QGridLayout) -> None:
    for row, (text, kind) in enumerate((("编辑", "plain"), ("保存", "main"), ("更多", "quiet"))):
        made = [Button(text, kind=kind) for _ in range(5)]
        hover(made[1])
        made[2].setDown(True)
        focused(made[3])
        made[4].setEnabled(False)
        for column, button in enumerate(made):
            button.setFixedWidth(70)
            grid.addWidget(button, row, column)


def _fields(column: QVBoxLayout, words: Words) -> None:
    def pair(label: str, left: QWidget, right: QWidget | None = None, state: str = "", text: str = "") -> FormRow:
        row = FormRow(label, left, label_width=52)
        if right is not None:
            right.setFixedWidth(136)
        row.set_problem(state, text)
        column.addWidget(row)
        return row

    def line(value: str = "", placeholder: str = "") -> LineEdit:
        edit = LineEdit(placeholder=placeholder, width=136)
        edit.setText(value)
        edit.setFixedWidth(136)
        return edit

    pair("平常", line(placeholder="输入名称或编号"))
    pair("悬停", hover(line("悬停")))
    pair("焦点", focused(line("0573-0000 0087")))
    read_only = line("只读")
    read_only.setReadOnly(True)
    pair("只读", read_only)
    pair("错", line("1990-02-30"), None, "bad", "2 月没有 30 日")
    pair("留意", line("0573-0000 0087"), None, "warn", "与 K00087 相同")
    pair("已改", line("已改的值")).set_changed(True)
    off = line("不可用")
    off.setEnabled(False)
    pair("不可用", off)
    combo = ComboBox([("private", "民营"), ("state", "国有")], width=136)
    combo.setFixedWidth(136)
    combo.set_key("private")
    pair("选择", combo)
    date = DateEdit(words, width=136)
    date.setFixedWidth(136)
    date.setText("2026-11-26")
    pair("日期", date)
    choices = [("refund", "退款"), ("swap", "换货"), ("repair", "维修"), ("off", "折扣")]
    pair("几选一", SegmentedChoice(choices, current="swap"))
    text = TextEdit(lines=2)
    text.setPlainText("整批 24 卷换为 A 线新膜，送货时由技术员到场试机；另赔停线费用。")
    pair("怎么做", text)


def _ticks() -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    ticks = [CheckBox() for _ in range(5)]
    ticks[1].setChecked(True)
    ticks[2].setTristate(True)
    ticks[2].setCheckState(Qt.CheckState.PartiallyChecked)
    focused(ticks[3])
    ticks[4].setEnabled(False)
    rounds = [QRadioButton() for _ in range(4)]
    for each in rounds:
        each.setAutoExclusive(False)
    rounds[1].setChecked(True)
    focused(rounds[2])
    rounds[3].setEnabled(False)
    for each in (*ticks, *rounds):
        row.addWidget(each)
    row.addWidget(CheckBox("把有问题的行存成表格"))
    row.addStretch()
    return holder


def _badges() -> QWidget:
    holder = QWidget()
    grid = QVBoxLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    lines = [
        [badges.tier(key, text) for key, text in zip(badges.TIERS, ("金质", "银质", "铜质", "铁质"), strict=True)]
        + [badges.grade(f"{letter} 级") for letter in "ABC"],
        [badges.stage(k, t) for k, t in zip(badges.STAGES, ("潜在", "目标", "签约", "合格签约"), strict=True)],
        [
            badges.state("bad", "过期 9 天"),
            badges.state("warn", "还差 1 位"),
            badges.state("good", "超满意"),
            badges.state("plain", "主要"),
            badges.chip("本年度重点开发", "star"),
        ],
    ]
    for line in lines:
        row = QHBoxLayout()
        for badge in line:
            row.addWidget(BadgeLabel(badge))
        row.addStretch()
        grid.addLayout(row)
    return holder


class Gallery(Ground):
    """One theme's column."""

    def __init__(self, scheme: Scheme, words: Words) -> None:
        super().__init__("base")
        self.setPalette(theme.build_palette(scheme))
        self.setFixedWidth(480)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(6)
        column.addWidget(Label("客户名称 Customer ¥302,180.00", points=tokens.NAME, bold=True))
        column.addWidget(Label("分组标题 Section 12 磅粗", points=tokens.SECTION, bold=True))
        column.addWidget(Label("正文 Body 10 磅，数字等宽 0123456789"))
        column.addWidget(Label("次要 Secondary 9 磅 139****0013", points=tokens.SMALL, tone="text_2"))
        grid = QGridLayout()
        _buttons(grid)
        column.addLayout(grid)
        more = QHBoxLayout()
        menu = QMenu(self)
        more.addWidget(MenuButton("新建", menu, icon="plus", icon_tone="accent"))
        more.addWidget(Button("编辑", icon="pencil"))
        more.addWidget(Button("保存", kind="main", hint="Ctrl+S"))
        more.addWidget(Button("取消", hint="Esc"))
        more.addWidget(LinkButton("0573-0000 0013", icon="phone"))
        more.addWidget(IconButton("more", "更多"))
        more.addStretch()
        column.addLayout(more)
        _fields(column, words)
        column.addWidget(_ticks())
        column.addWidget(_badges())
        tabs = [Tab("a", "基本资料"), Tab("b", "联系人", warning="2/3"), Tab("c", "往来", "18"), Tab("d", "评估")]
        self.tabs = TabRow(tabs)
        column.addWidget(self.tabs)
        progress = ProgressLine("取消")
        progress.show_progress("正在导入 412 / 1,004", 412, 1004)
        column.addWidget(progress)
        column.addWidget(NoticeBar("可能已有这位客户：K00087", buttons=[("merge", "合并...")]))
        detail = "电话相同，名称相似 86 %，同在嘉兴；负责人 王晓"
        column.addWidget(NoticeBar("可能已有这位客户：禾砚精密机械厂（K00087）", detail, [("no", "不是同一位")]))
        column.addWidget(StepList(["选文件", "对应列", "试运行", "完成"], current=2))
        column.addWidget(EmptyState("还没有联系人。加上一位，就能记下谁说了什么。", "添加联系人", icon="plus"))
        column.addStretch()


def menu_of(parent: QWidget) -> QMenu:
    """The menu of the target picture."""
    menu = QMenu(parent)
    for text, keys, able in (("编辑", "Ctrl+E", True), ("访前简报", "Ctrl+B", True), ("合并...", "", False)):
        action = menu.addAction(text)
        action.setShortcut(keys)
        action.setEnabled(able)
    menu.setActiveAction(menu.actions()[1])
    return menu


class Frame(QWidget):
    """Top row, navigation, list, a made-up file and the status line."""

    def __init__(self, words: Words) -> None:
        super().__init__()
        self.resize(1280, 720)
        self.search = SearchBox("搜索客户、联系人、电话、订单、投诉", shortcut="Ctrl+K")
        new_menu = QMenu(self)
        new_menu.addAction("客户")
        self.top = TopRow(self.search, MenuButton("新建", new_menu, icon="plus", icon_tone="accent", name="new"))
        for title in ("文件(&F)", "编辑(&E)", "查看(&V)", "工具(&T)", "帮助(&H)"):
            self.top.menus.addMenu(title).addAction("…")
        self.navigation = Navigation(self._places(), words)
        self.navigation.set_current("customers")
        for key, count in (("today", "8"), ("follow-up", "14"), ("complaints", "3")):
            self.navigation.set_count(key, count)
        self.status = StatusLine()
        self.status.set_left(["华东客户", "386 位客户", "已选 1 位"])
        self.status.set_right(["上次备份 今天 12:30", "陈立"])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.navigation)
        middle.addWidget(self._list())
        middle.addWidget(self._file(), 1)
        column.addLayout(middle, 1)
        column.addWidget(self.status)

    @staticmethod
    def _places() -> list[Place]:
        return [
            Place("today", "今日", "today"),
            Place("customers", "客户", "person"),
            Place("follow-up", "跟进", "clock"),
            Place("complaints", "投诉", "complaint"),
            Place("orders", "订单", "order"),
            Place("tiers", "分级", "tiers"),
            Place("insight", "分析", "insight"),
            Place("print", "打印", "print"),
        ]

    def _list(self) -> QWidget:
        pane = Ground("line", name="pane")
        pane.setFixedWidth(376)
        column = QVBoxLayout(pane)
        column.setContentsMargins(0, 0, 1, 0)
        column.setSpacing(0)
        head = Ground("base")
        head.setFixedHeight(44)
        row = QHBoxLayout(head)
        row.setContentsMargins(8, 8, 8, 8)
        row.setSpacing(0)
        menu = QMenu(self)
        row.addWidget(MenuButton("全部客户", menu, kind="quiet", bold=True))
        row.addWidget(Label("386 位", tone="text_2"))
        row.addStretch()
        row.addWidget(MenuButton("按最近打开", menu, kind="quiet", tone="text_2"))
        row.addWidget(IconButton("filter", "筛选"))
        row.addWidget(IconButton("table", "表格"))
        column.addWidget(head)
        self.list = QListView()
        style_list(self.list)
        self.list.setItemDelegate(TwoLineDelegate(parent=self.list))
        self.model = RowModel(sample_rows(), self.list)
        self.list.setModel(self.model)
        self.list.setCurrentIndex(self.model.index(0))
        column.addWidget(self.list)
        return pane

    def _file(self) -> QWidget:
        pane = Ground("base", name="file")
        column = QVBoxLayout(pane)
        column.setContentsMargins(16, 20, 16, 0)
        head = QHBoxLayout()
        head.addWidget(Label("禾砚精密机械（嘉兴）有限公司", points=tokens.NAME, bold=True))
        head.addWidget(Label("K00131", points=tokens.SMALL, tone="text_2"))
        head.addStretch()
        head.addWidget(Button("访前简报", icon="document"))
        head.addWidget(Button("编辑", icon="pencil"))
        head.addWidget(IconButton("more", "更多"))
        column.addLayout(head)
        line = QHBoxLayout()
        shown = [badges.tier("silver", "银质"), badges.grade("A 级"), badges.stage("qualified", "合格签约")]
        shown += [badges.chip("成熟期"), badges.chip("本年度重点开发", "star")]
        shown += [badges.state("bad", "1 件投诉处理中", "complaint")]
        for badge in shown:
            line.addWidget(BadgeLabel(badge))
        line.addStretch()
        column.addLayout(line)
        facts = [("近 12 个月销售额", "¥326,240.00"), ("应收，12-05 到期", "¥42,600.00"), ("上次联系", "11-18 走访")]
        facts += [("下次联系", "今天 电话"), ("预计下次采购", "12-02 ± 4 天")]
        column.addWidget(FactStrip([Fact(*fact) for fact in facts]))
        tabs = [
            Tab("a", "基本资料"),
            Tab("b", "联系人", warning="2/3"),
            Tab("c", "往来", "18"),
            Tab("d", "订单回款", "9"),
        ]
        column.addWidget(TabRow(tabs))
        column.addWidget(SectionHead("身份", note="5 位，价值高的在前", link="添加联系人", link_icon="plus"))
        for label, value in (
            ("简称", "禾砚精密"),
            ("统一社会信用代码", "91000000MA00001388"),
            ("法定代表人", "周砚秋"),
        ):
            column.addWidget(ReadRow(label, value))
        counts = [
            Count("all", "全部", "1,248"),
            Count("new", "新建", "861", "plus"),
            Count("same", "相同", "198", "equals"),
        ]
        counts += [Count("twin", "疑似重复", "27", "warning", "warn"), Count("bad", "有问题", "19", "error", "bad")]
        column.addWidget(CountStrip(counts))
        field = LineEdit(width=tokens.LONG_INPUT)
        field.setText("91000000MA00001386")
        row = FormRow("统一社会信用代码", field, required=True)
        row.set_changed(True)
        row.set_problem("bad", "第 18 位应为 8，请对照营业执照")
        column.addWidget(row)
        column.addStretch()
        return pane


def shot(widget: QWidget, path: Path, scale: float = 1.0) -> None:
    """A picture of the widget, each marked one drawn with the focus."""
    picture = QPixmap(QSize(round(widget.width() * scale), round(widget.height() * scale)))
    picture.setDevicePixelRatio(scale)
    widget.render(picture)
    for child in widget.findChildren(QWidget):
        if child.property("focusShot"):
            child.setFocus(Qt.FocusReason.TabFocusReason)
            QApplication.sendEvent(child, QFocusEvent(QEvent.Type.FocusIn, Qt.FocusReason.TabFocusReason))
            child.render(picture, child.mapTo(widget, QPoint(0, 0)))
    if not picture.save(str(path)):
        raise OSError(str(path))


def main(folder: Path, scale: float) -> None:
    app = QApplication([])
    holder = theme.apply(app, "light")
    words = words_for_pictures()
    for name, scheme in (("light", LIGHT), ("dark", DARK)):
        gallery = Gallery(scheme, words)
        gallery.show()
        gallery.activateWindow()
        app.processEvents()
        shot(gallery, folder / f"gallery-{name}.png", scale)
        gallery.close()
    for choice in ("light", "dark"):
        holder.choose(choice)
        frame = Frame(words)
        frame.show()
        frame.activateWindow()
        frame.list.setFocus()
        app.processEvents()
        shot(frame, folder / f"frame-{choice}.png", scale)
        menu = menu_of(frame)
        menu.ensurePolished()
        menu.adjustSize()
        shot(menu, folder / f"menu-{choice}.png", scale)
        frame.close()


if __name__ == "__main__":
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ.setdefault("QT_FONT_DPI", "96")
    main(Path(sys.argv[1]), float(sys.argv[2]) if len(sys.argv) > 2 else 1.0)
