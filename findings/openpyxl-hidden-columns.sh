#!/bin/sh
# openpyxl 3.1.5: where several columns side by side are hidden together, as Excel writes them (one <col min="2" max="4"
# hidden="1"/>), only the first of them is known: `column_dimensions["B"].hidden` is True, "C" and "D" say False. (Seen
# in 3.1.5; the first version with it was not looked for.) Rows have no such trap.
#
# What follows: "which columns does the sender not see?" cannot be asked column by column. `min` and `max` of the
# entries that there are have to be unfolded; asking for a letter even makes an entry that says "visible".
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet openpyxl==3.1.5 XlsxWriter==3.2.0
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import io
import sys
import zipfile

import openpyxl
import xlsxwriter

data = io.BytesIO()
book = xlsxwriter.Workbook(data)
sheet = book.add_worksheet("S")
sheet.write_row(0, 0, ["name", "phone", "address", "note", "team"])
sheet.set_column("B:D", None, None, {"hidden": True})
book.close()

xml = zipfile.ZipFile(data).read("xl/worksheets/sheet1.xml").decode()
print("openpyxl", importlib.metadata.version("openpyxl"))
print("the file:", xml[xml.index("<cols>") : xml.index("</cols>")])
found = openpyxl.load_workbook(data)["S"].column_dimensions
entry = found["B"]
print(f'column_dimensions["B"]: hidden={entry.hidden} min={entry.min} max={entry.max}')
hidden = [letter for letter in "ABCDE" if found[letter].hidden]
print("hidden, asked letter by letter:", hidden)
same = hidden == ["B"] and (entry.min, entry.max) == (2, 4)
print("C and D are hidden and say that they are not" if same else "CHANGED: all three are told now")
sys.exit(0 if same else 1)
PYTHON
