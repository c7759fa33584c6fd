"""Prints for each sheet of a workbook its header, the number of its rows and the sum of its first column, read row by row."""
import json
import sys

import openpyxl

sheets = []
for sheet in openpyxl.load_workbook(sys.argv[1], read_only=True):
    rows = sheet.iter_rows(values_only=True)
    header = next(rows)[0]
    count, total = 0, 0
    for (value, *_) in rows:
        count, total = count + 1, total + value
    if header is not None and isinstance(total, int):
        sheets.append({"name": sheet.title, "header": header, "rows": count, "sum": total})
print(json.dumps(sheets))
