"""Charts, the same everywhere: say what is to be seen as a `Chart`, the widget draws it.

chart       Chart(key, title, dimension, categories, series, scale, empty, note, shape, right, leads)
            Category(key, label, whole) · Series(key, name, values, line, right, tone) · Scale(write, tick, unit …)
            Shape.BESIDE · STACKED · ROWS; a `line` with `right` over bars is a Pareto curve
            Shape.CURVE (along, mark): a line through points · Shape.CELLS: rows and columns of cells
scales      counts numbers money shares (words, …) -> Scale
box         ChartBox(ui, *, name): set_chart; opened(category key, series key) · copies and saves itself
with_table  ChartWithTable(ui, *, name): the same with its values as a table, one click away; nobody needs one without
files       png svg pdf (chart, …) -> bytes, always light

The rest is theirs: geometry (where what stands), drawings (which of them draws a shape: plot with bars on pyqtgraph,
loaded when the first such chart is shown, or what is painted: curve, cells), canvas (mouse, keys, what is told), head.
Tone and pattern tell series apart, never the colour alone.
"""
