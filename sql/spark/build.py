"""Builds the models on Spark as Iceberg tables, from raw tables that lie as Parquet in a folder or bucket.

    python sql/spark/build.py RAW [--tables customers transactions] [--vars '{"run_at": "2025-06-30 12:00:00"}']
        [--conf spark.sql.catalog.lake.uri=https://catalog.example.com …]

Needs pyspark, dbt-core and dbt-spark. The catalog `lake` and its jars come from spark-defaults.conf or --conf. What the models
need of the session is set here.
"""

import argparse
import json
import sys
from pathlib import Path

from dbt.cli.main import dbtRunner
from pyspark.sql import SparkSession

#: Times are UTC and have no zone; sums of money keep their four decimals.
SESSION = {
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.timestampType": "TIMESTAMP_NTZ",
    "spark.sql.decimalOperations.allowPrecisionLoss": "false",
    "spark.sql.extensions": "org.apache.iceberg.spark.extensions.IcebergSparkSessionExtensions",
    "spark.sql.catalog.lake": "org.apache.iceberg.spark.SparkCatalog",
    "spark.sql.defaultCatalog": "lake",
}


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Builds the models on Spark as Iceberg tables.")
    parser.add_argument("raw", help="where the raw tables lie, each in a folder of its name")
    parser.add_argument("--tables", nargs="+", help="those of the raw tables that are there; the others are empty")
    parser.add_argument("--vars", default="{}", help="vars of dbt_project.yml, as JSON")
    parser.add_argument("--conf", action="append", default=[], help="a setting of Spark, as NAME=VALUE")
    parser.add_argument("--artifacts", default="target", help="where manifest.json and run_results.json go")
    return parser.parse_args()


def start_session(settings: list[str]) -> SparkSession:
    builder = SparkSession.builder.appName("grounds")
    for name, value in [*SESSION.items(), *(setting.split("=", 1) for setting in settings)]:
        builder = builder.config(name, value)
    return builder.getOrCreate()


def run_dbt(words: list[str], given: argparse.Namespace) -> bool:
    sql = str(Path(__file__).resolve().parent.parent)
    # A source of Spark has no database, which dbt knows as one that is named as its schema.
    variables = json.dumps({**json.loads(given.vars), "raw_database": "raw"})
    places = ["--project-dir", sql, "--profiles-dir", sql, "--target-path", given.artifacts, "--log-path", given.artifacts]
    return dbtRunner().invoke([*words, *places, "--target", "spark", "--vars", variables]).success


def main() -> int:
    given = options()
    session = start_session(given.conf)
    try:
        arguments = json.dumps({"location": given.raw, "tables": given.tables})
        loaded = run_dbt(["run-operation", "load_raw", "--args", arguments], given)
        return 0 if loaded and run_dbt(["build"], given) else 1
    finally:
        session.stop()


if __name__ == "__main__":
    sys.exit(main())
