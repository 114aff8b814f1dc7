"""The widgets pages are built from. They take what they show by constructor and follow the theme by themselves.

Every `name` becomes the objectName, every `label` the accessibleName. Tones are tokens (`text`, `text_2`, `bad` …),
icons are names of `gui.icons.names()`.

buttons     Button(text, *, kind="plain|main|quiet|link", icon, icon_tone, hint, name); set_icon set_hint set_kind
            IconButton(icon, text, *, shortcut, name, size=28) · LinkButton(text, *, icon, tip_text, name)
            MenuButton(text, menu, *, kind, icon, icon_tone, bold, tone, name) · tip(text, shortcut) -> tooltip
labels      Label(text, *, points, bold, tone, wrap, selectable, name); set_tone · label_of(field) stands before it
            Paragraph(text, *, points, tone, selectable) wraps in a scrolled column
            ElidedLabel(text, *, points, bold, tone, align, name); set_text text set_tone
inputs      LineEdit(*, placeholder, width, right, name, label) · TextEdit(*, placeholder, lines, width, name, label)
            ComboBox([(key, words)], *, placeholder, width, name, label); key set_key set_choices; picked(str)
            CheckBox(text, *, name, label) · RadioButton(…) · set_problem(field, "bad|warn|") · width 0 fills
dates       DateEdit(words, *, today, read, write, placeholder, width, name, label); date set_date is_valid
            open_calendar; changed() · read_date(text) -> date | None
segments    SegmentedChoice([(key, words)], *, current, name, label); key set_key set_text; chosen(str)
segment_lines  SegmentLines([(key, words)], *, name, label): the same in several lines where it must be; choose(place)
form        FormRow(label, field, *, label_width, required, unit); set_problem(state, text) set_changed set_label
            add_beside(*widgets);
            ReadRow(label, text_or_widget, *, label_width, wrap); set_value stretch_value; edit_asked() · ProblemMark
badges      tier(key, text) grade(text) stage(key, text, bare) chip(text, icon) group(colour, text)
            state(key, text, icon, bare) -> Badge
            badge_width(badge, font) paint_badge(painter, left, middle, badge, font, palette) paint_bars paint_meter
            stamp_badge(…, ground): the same in rows, by a picture kept of it
            BadgeLabel(badge); set_badge · Meter(filled, of, token, *, label)
search      SearchBox(placeholder, *, shortcut, width, name); enter(); left() down() and QLineEdit's textChanged
toprow      TopRow(search, right_widget); .menus is the QMenuBar, .search the box
navigation  Navigation([Place(key, text, icon)], words, *, folded); set_current current set_count set_folded
            toggle is_folded; chosen(str) folded(bool); Ctrl+1…n
statusline  StatusLine(); set_left([…]) set_right([…]) say(text, action, hint) clear_message message; acted()
tabs        TabRow([Tab(key, text, count, warning)], *, height, margin>=7, name, label); set_tabs set_key key step;
            chosen(str)
heads       SectionHead(title, *, note, note_tone, note_points, before_note, link, link_icon, name); set_title
            set_note; acted() · FactStrip([Fact(label, value, tone)]); set_facts
            EmptyState(sentence, button, *, icon, hint, name); set_sentence; acted()
notices     ProgressLine(cancel, *, name); show_progress(text, done, total); cancelled()
            NoticeBar(title, detail, [(key, text)], *, tone, margin, name); set_text buttons; answered(str)
counts      CountStrip([Count(key, text, value, icon, tone)], *, current, name, label); set_value key set_key; chosen
steps       StepList([text], *, current, name); set_current current · paint_circle(…)
stepper     StepperRow(number, at, *, last, name): one of the steps down a page; head body · StepHead: a done one's name
step_squares  paint_squares(…) StepSquares(done, of, told) · StepRow and StepRowDelegate: 52-pixel rows with squares
rows        TwoLineDelegate(*, value_column_from=520, parent): override row(index) -> Row | None (or ROW_ROLE data)
            Row(title, second, top, bottom, value, value_note, icon, right, right_tone, matches) · style_list(view)
flow        FlowBox(gap, line_gap, name); set_widgets widgets: small widgets that go on in the next line
colors      ColorChoice([(key, text)], *, current, name, label): colours of groups; key set_key; chosen(str)
chips       Chip(text, *, remove, name); set_text: clicked() changes a filter, removed() takes it away
pick_list   Pick(key, text, note, on, color, head) · PickList(*, ordered, name, label); set_picks keys_on; ticked
            reordered
pick_popup  PickPopup(words, title, *, answer, hint, ordered, name); set_picks open_at; ticked reordered answered
popup       Popup(name, parent): a raised ground of its own, show_at; PickPopup and CalendarPopup are such
pick_button PickButton(text, …) a button with a chevron · TickButton(words, title, *, name): ticks what is let through;
            set_picks keys_on set_keys_on clear; changed()
moments     MomentEdit(words, read, write, *, today, …): a DateEdit whose day may have a time
found_list  FoundList(over, *, name, label): below an input, inside the window; serve show_found leave; chosen(key)
frozen      FrozenTable: the first column stays in sight, row_lines; FrozenHeader
tier_bands  TierBands(way, *, name, label): the pyramid (or bars of shares) with figures for each level, sums below;
            set_bands([headings], [Band], over) key set_key; chosen(str) entered(); drawn by tier_drawings
rank_scale  RankScale(*, name): all ranks as a bar of levels with a mark; show_rank(rank, [Stretch], texts, told)
figure_bars FigureBars([FigureBar], *, tip, name): a few amounts as bars, each a button; opened(str)
fact_line   FactLine(label, value, *, tone, bold, name): the value at the right edge, below where it is narrow
told_line   ToldLine(title, *, right, tone, below, most, beside, name): a title with something at the right edge, below
            it quiet texts on a few lines at most
moved       MovedDelegate: cells with MOVED_ROLE, Moved(by, after, before, tone): a triangle and a number or levels
tables      style_table(table, *, sortable) · lines_table(model, widths, *, name, label, menu,
            stretched): that of a dialog · CellDelegate: TONE_ROLE, STATE_ROLE, override paint_words(…)
grid        GridDelegate(name, parent): cells typed into one after the other; step_asked(how, by) remove_asked();
            EDITED_AT_ONCE are the edit triggers; type_into(view, index)
dialogs     Dialog(title, words, *, confirm, cancel, size, danger, name, parent); body content confirm_button
            cancel_button add_left add_before_confirm set_body · Ground(token, *, name) a filled widget
line_list   LineList(*, name, label, side, several): scrolled DayLines; show_lines lines current selected go_to; opened
            ticked moved menu_asked(at)
lazy        LazyColumn(make, estimate, *, name, label): thousands of widgets of which only those in sight exist;
            set_keys keys widget_of widgets measure_again reveal current set_current; current_changed(key)
day_list    DayList(*, side, acts=[(key, text)], name, label): rows of a day; show_lines([DayLine]) line;
            opened acted(key) ticked menu_asked left_over moved · day_rows: DayLine and how it is painted
day_column  DayColumn(*, name): a day of a week; show_column(ColumnDay); opened side_asked(by)
month_board MonthBoard([heads], *, name, label): a month with what each day brings; show_day show_days; picked(day)
later_menu  LaterMenu(words, *, name, parent): to which day; chosen(days) day_asked
page_view   PageView(label, *, name): pages as they are printed; set_pages([PagePicture(png, ppi)]) set_zoom go_to page;
            turned(page) zoomed(by) · fitted(size, room)
place_list  PlaceDelegate(width, view): an icon (ICON_ROLE) and a word, the present one on blue
calendar    CalendarPopup, MonthGrid (used by DateEdit)
"""
