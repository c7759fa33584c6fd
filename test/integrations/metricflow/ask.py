"""Answers queries by MetricFlow, a JSON list of them in a file: ask.py PROJECT QUERIES.json"""
import datetime
import json
import pathlib
import sys

from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest, OutputColumnOrderMode

project = pathlib.Path(sys.argv[1])
configuration = CLIConfiguration()
configuration.setup(dbt_profiles_path=project, dbt_project_path=project, configure_file_logging=False)
engine = configuration.mf


def plain(value):
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()[:10]
    return value if value is None else str(value)


def answer(query):
    request = MetricFlowQueryRequest.create(
        metric_names=query["metrics"],
        group_by_names=query["by"],
        where_constraints=query["where"],
        output_column_order_mode=OutputColumnOrderMode.INPUT_ORDER,
    )
    table = engine.query(request).result_df
    return [[plain(value) for value in row] for row in table.rows]


with open(sys.argv[2]) as file:
    queries = json.load(file)
print("ANSWERS " + json.dumps([answer(query) for query in queries]))
