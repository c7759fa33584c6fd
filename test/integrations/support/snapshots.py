"""Prints the snapshots of an Iceberg table as JSON, newest first: id, time in UTC, operation, records.

Usage: snapshots.py CATALOG WAREHOUSE S3 TABLE
"""

import json
import sys
from datetime import datetime, timezone

from pyiceberg.catalog import load_catalog

address, warehouse, s3, table = sys.argv[1:]
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
snapshots = sorted(catalog.load_table(table).snapshots(), key=lambda one: -one.timestamp_ms)
print(
    json.dumps(
        [
            [
                datetime.fromtimestamp(one.timestamp_ms // 1000, timezone.utc).strftime("%Y-%m-%d %H:%M:%S"),
                one.summary.operation.value,
                int(one.summary.additional_properties["total-records"]),
                str(one.snapshot_id),
            ]
            for one in snapshots
        ]
    )
)
