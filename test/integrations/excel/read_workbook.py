"""Prints a workbook as JSON: its sheets, cells with type, format and formula, and what each formula gives when calculated."""
import datetime
import json
import sys

import openpyxl
from pycel import ExcelCompiler

path = sys.argv[1]
formulas = openpyxl.load_workbook(path)
values = openpyxl.load_workbook(path, data_only=True)
compiler = ExcelCompiler(filename=path)


def plain(value):
    if isinstance(value, (datetime.datetime, datetime.date)):
        return value.isoformat()
    return value


def cell_of(sheet, cell):
    kept = values[sheet.title][cell.coordinate].value
    found = {"value": plain(kept), "type": cell.data_type, "format": cell.number_format}
    if cell.data_type == "f":
        found["formula"] = cell.value
        found["calculated"] = float(compiler.evaluate(f"'{sheet.title}'!{cell.coordinate}"))
    return found


sheets = [
    {
        "name": sheet.title,
        "frozen": sheet.freeze_panes,
        "rows": [[cell_of(sheet, cell) for cell in row] for row in sheet.iter_rows()],
    }
    for sheet in formulas
]
versions = {"openpyxl": openpyxl.__version__}
print(json.dumps({"sheets": sheets, "versions": versions}))
