"""Colours, sizes, fonts and the drawing style of the window.

`palette.apply(app, "system" | "light" | "dark")` dresses the program; `painting.colour(palette, token)` gives any
token in the theme of a widget's own palette, so that both themes switch live and can stand side by side.
"""
