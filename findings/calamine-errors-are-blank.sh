#!/bin/sh
# python-calamine 0.9.1: a cell that shows an error (#N/A, #REF!) comes out as "", exactly as a blank cell does, in
# .xls and in .xlsx alike (seen in 0.9.1; no earlier version was tried). One would expect None, a text such as "#N/A",
# or a value of its own, as openpyxl gives.
#
# What follows: a list in which a lookup failed reads as a list with blanks. A missing team or a missing number then
# passes as "not given" although the sheet plainly shows an error, and nobody can be told. Whoever reads sheets of
# others by calamine has to find the errors in the file itself, before the values.
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet python-calamine==0.9.1 openpyxl==3.1.5 xlwt==1.3.0
"$folder/venv/bin/python" - <<'PYTHON'
import importlib.metadata
import io
import sys

import openpyxl
import python_calamine
import xlwt


def read(data):
    return python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


new = openpyxl.Workbook()
new.active.append(["name", "team", "note"])
new.active.append(["Lan", "#N/A", None])  # openpyxl stores this as an error, as Excel does
assert new.active["B2"].data_type == "e"
xlsx = io.BytesIO()
new.save(xlsx)

old = xlwt.Workbook()
sheet = old.add_sheet("S")
for column, text in enumerate(("name", "team", "note")):
    sheet.write(0, column, text)
sheet.write(1, 0, "Lan")
sheet.row(1).set_cell_error(1, 42)  # 42 is #N/A
sheet.write(1, 2, "")
xls = io.BytesIO()
old.save(xls)

print("python-calamine", importlib.metadata.version("python-calamine"))
seen = {".xlsx": read(xlsx.getvalue()), ".xls": read(xls.getvalue())}
for kind, rows in seen.items():
    print(f"{kind}: {rows}")
print("openpyxl on the same .xlsx:", [cell.value for cell in openpyxl.load_workbook(xlsx).active[2]])
same = all(rows[1][1] == "" and (len(rows[1]) < 3 or rows[1][2] == "") for rows in seen.values())
print("an error and a blank cell look the same" if same else "CHANGED: they can be told apart now")
sys.exit(0 if same else 1)
PYTHON
