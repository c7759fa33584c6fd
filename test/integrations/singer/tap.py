"""A tap for CSV files on the Singer SDK, incremental by the number of a row: tap.py CONFIG.json [STATE.json]"""
import csv
import pathlib
import sys

from singer_sdk import Stream, Tap
from singer_sdk import typing as th


class File(Stream):
    replication_key = "row"
    is_sorted = True
    STATE_MSG_FREQUENCY = 37

    def __init__(self, tap, path, key):
        with open(path, newline="") as file:
            self.rows = list(csv.DictReader(file))
        columns = [th.Property(name, th.StringType) for name in self.rows[0]]
        super().__init__(tap, name=path.stem, schema=th.PropertiesList(th.Property("row", th.IntegerType), *columns).to_dict())
        self.primary_keys = [key]

    def get_records(self, context):
        begin = self.get_starting_replication_key_value(context) or 0
        for number, row in enumerate(self.rows, 1):
            if number >= begin:
                yield {"row": number, **{name: value or None for name, value in row.items()}}


class Files(Tap):
    name = "tap-files"
    config_jsonschema = th.PropertiesList(th.Property("folder", th.StringType), th.Property("keys", th.ObjectType(additional_properties=True))).to_dict()

    def discover_streams(self):
        folder = pathlib.Path(self.config["folder"])
        return [File(self, folder / f"{name}.csv", key) for name, key in self.config["keys"].items()]


state = sys.argv[2] if len(sys.argv) > 2 else None
Files(config=sys.argv[1], state=state).sync_all()
