"""Spreadsheets and text tables in and out.

`reading.read_book` gives raw tables; `writing.write_xlsx`, `plain.write_csv` and `plain.write_json` write. Every file
is replaced whole or not at all (`atomic`). What a column means is not known here.
"""
