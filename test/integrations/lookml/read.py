"""Prints each LookML file of a folder as lkml reads it, one JSON object by path: read.py FOLDER"""
import json, pathlib, sys
import lkml

folder = pathlib.Path(sys.argv[1])
files = sorted(folder.rglob("*.lkml"))
print(json.dumps({str(file.relative_to(folder)): lkml.load(file.read_text()) for file in files}))
