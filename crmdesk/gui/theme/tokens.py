"""Colours and sizes of the window: the only place with colour literals. Lengths are pixels at 100 %, type in points."""

from __future__ import annotations

from msgspec import Struct


class Scheme(Struct, frozen=True):
    """One palette; each name says what the colour is for."""

    dark: bool
    window: str
    base: str
    raised: str
    hover: str
    selected: str
    selected_idle: str
    line: str
    line_strong: str
    field_line: str
    text: str
    text_2: str
    text_3: str
    text_off: str
    accent: str
    accent_fill: str
    accent_hover: str
    accent_press: str
    on_accent: str
    bad: str
    bad_tint: str
    warn: str
    warn_tint: str
    good: str
    good_tint: str
    series: str
    series_2: str
    series_3: str
    series_4: str
    gold: str
    gold_ink: str
    gold_line: str
    silver: str
    silver_ink: str
    silver_line: str
    bronze: str
    bronze_ink: str
    bronze_line: str
    iron: str
    iron_ink: str
    iron_line: str
    group_red: str
    group_orange: str
    group_yellow: str
    group_green: str
    group_teal: str
    group_blue: str
    group_purple: str
    group_pink: str
    group_grey: str


LIGHT = Scheme(
    dark=False,
    window="#F4F5F7",
    base="#FFFFFF",
    raised="#FFFFFF",
    hover="#EEF0F3",
    selected="#DCE8F8",
    selected_idle="#E6E9ED",
    line="#E2E5E9",
    line_strong="#C6CBD2",
    field_line="#868E99",
    text="#1B2026",
    text_2="#535C67",
    text_3="#646D78",
    text_off="#A0A7B0",
    accent="#2860B4",
    accent_fill="#2860B4",
    accent_hover="#21529C",
    accent_press="#1A4484",
    on_accent="#FFFFFF",
    bad="#B3261E",
    bad_tint="#FBEAE8",
    warn="#875300",
    warn_tint="#FCF1D9",
    good="#1C6B3A",
    good_tint="#E4F3E8",
    series="#8496AE",
    series_2="#23477F",
    series_3="#C4741A",
    series_4="#2E8B7A",
    gold="#F0D27A",
    gold_ink="#3B2C00",
    gold_line="#D6B24E",
    silver="#E0E4E9",
    silver_ink="#2A323B",
    silver_line="#C2C9D1",
    bronze="#DDB08A",
    bronze_ink="#3A1C05",
    bronze_line="#C29168",
    iron="#9AA3AE",
    iron_ink="#1B2026",
    iron_line="#838D99",
    group_red="#C0362C",
    group_orange="#AD5700",
    group_yellow="#806600",
    group_green="#2A7A3B",
    group_teal="#0B7573",
    group_blue="#2F6FCB",
    group_purple="#7A4BB5",
    group_pink="#B5347F",
    group_grey="#646D78",
)

DARK = Scheme(
    dark=True,
    window="#1A1D21",
    base="#212529",
    raised="#2A2F35",
    hover="#2B3036",
    selected="#26405F",
    selected_idle="#343A41",
    line="#343A40",
    line_strong="#4B535C",
    field_line="#7B8590",
    text="#E6E9EC",
    text_2="#AAB2BB",
    text_3="#929BA5",
    text_off="#636B74",
    accent="#82B3F4",
    accent_fill="#3469BB",
    accent_hover="#3B72C4",
    accent_press="#2B5BA6",
    on_accent="#FFFFFF",
    bad="#F4978E",
    bad_tint="#45231F",
    warn="#E8B960",
    warn_tint="#3E3018",
    good="#80CA98",
    good_tint="#1D3827",
    series="#7287A3",
    series_2="#C3D7F5",
    series_3="#E3A04A",
    series_4="#46B3A0",
    gold="#D9B64F",
    gold_ink="#2A1F00",
    gold_line="#D9B64F",
    silver="#BFC6CE",
    silver_ink="#1D2329",
    silver_line="#BFC6CE",
    bronze="#B98458",
    bronze_ink="#1F0E00",
    bronze_line="#B98458",
    iron="#5A6470",
    iron_ink="#FFFFFF",
    iron_line="#5A6470",
    group_red="#F0827A",
    group_orange="#EE9A52",
    group_yellow="#D9BC4A",
    group_green="#76C48A",
    group_teal="#5CC3BD",
    group_blue="#82B3F4",
    group_purple="#BE9CF0",
    group_pink="#F08CC0",
    group_grey="#A3ACB6",
)

FAMILIES = ("Microsoft YaHei UI", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Microsoft YaHei")

# Type: points, and the height of a line in pixels.
NAME, SECTION, BODY, SMALL = 16, 12, 10, 9
LINE_HEIGHTS = {NAME: 32, SECTION: 24, BODY: 20, SMALL: 16}

INSIDE, BETWEEN, AROUND, SECTIONS = 4, 8, 16, 24
RADIUS, CHECK_RADIUS = 4, 3
FOCUS_EDGE = 2
CONTROL_HEIGHT, BUTTON_PADDING, INPUT_PADDING = 28, 12, 8
CHECK_SIZE = 16
ICON, ICON_IN_TEXT, ICON_SMALL = 16, 14, 12
BADGE_HEIGHT, BADGE_PADDING = 20, 6
TOP_ROW, STATUS_LINE = 44, 24
SEARCH_WIDTH = 480
NAVIGATION_OPEN, NAVIGATION_FOLDED, NAVIGATION_ITEM = 144, 48, 36
TAB_ROW, TAB_ROW_TOP, TAB_GAP = 36, 44, 20
LIST_ROW, TABLE_ROW = 52, 28
READ_ROW, EDIT_ROW = 28, 36
LABEL_WIDTH_ZH, LABEL_WIDTH_EN = 112, 136
LABEL_GAP_READ, LABEL_GAP_EDIT = 12, 16
SHORT_INPUT, NORMAL_INPUT, LONG_INPUT = 96, 200, 280
SCROLL_BAR, SCROLL_BAR_MARGIN = 6, 2
DIALOG_MAX_HEIGHT = 660
