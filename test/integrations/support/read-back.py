"""Reads every table of bronze, silver and gold back from an Iceberg catalog, each into a Parquet file of its name.

Usage: read-back.py CATALOG WAREHOUSE S3 FOLDER
"""

import sys
from pathlib import Path

import pyarrow.parquet as parquet
from pyiceberg.catalog import load_catalog

address, warehouse, s3, folder = sys.argv[1:]
catalog = load_catalog(
    "lake",
    **{
        "type": "rest",
        "uri": address,
        "warehouse": warehouse,
        "s3.endpoint": s3,
        "s3.access-key-id": "test",
        "s3.secret-access-key": "test",
        "s3.region": "us-east-1",
        "s3.path-style-access": "true",
    },
)
for layer in ("bronze", "silver", "gold"):
    for identifier in catalog.list_tables(layer):
        place = Path(folder, layer)
        place.mkdir(parents=True, exist_ok=True)
        parquet.write_table(catalog.load_table(identifier).scan().to_arrow(), place / f"{identifier[-1]}.parquet")
