/** checkpoint.py: runs the suites beside it on a warehouse. */
export const checkpointText = `"""Runs the suites beside this file on a Grounds warehouse: a DuckDB file, or a folder with SCHEMA/MODEL.parquet.

    python checkpoint.py WAREHOUSE.duckdb [--json]

Exit code 1 when an expectation fails that is not a warning. With --json, a line for each expectation, as "grounds check --json" has it.
"""
import json
import pathlib
import sys

import great_expectations as gx
import pandas

SUITES = pathlib.Path(__file__).parent / "suites"
SHOWN = 5


def reader(place):
    """A function that reads columns of a table into a data frame."""
    if place.is_dir():
        return lambda schema, model, columns: pandas.read_parquet(place / schema / f"{model}.parquet", columns=columns)
    import duckdb

    warehouse = duckdb.connect(str(place), read_only=True)

    def read(schema, model, columns):
        names = ", ".join(f'"{column}"' for column in columns)
        return warehouse.execute(f'select {names} from "{schema}"."{model}"').df()

    return read


def parameters_of(expectations, read):
    """The keys of other tables that expectations refer to, by SCHEMA__MODEL__COLUMN."""
    sets = [one["kwargs"].get("value_set") for one in expectations]
    names = {one["$PARAMETER"] for one in sets if isinstance(one, dict)}
    return {name: keys(name, read) for name in names}


def keys(name, read):
    schema, model, column = name.split("__")
    return read(schema, model, [column])[column].dropna().unique().tolist()


def columns_of(suite):
    named = [one["kwargs"]["column"] for one in suite["expectations"]]
    conditions = [one["kwargs"].get("row_condition", "").split(".")[0] for one in suite["expectations"]]
    return sorted({*named, *filter(None, conditions), *filter(None, [suite["meta"]["key"]])})


def run(context, source, suite, read):
    meta = suite["meta"]
    asset = source.add_dataframe_asset(name=suite["name"])
    batch = asset.add_batch_definition_whole_dataframe("all")
    expected = gx.ExpectationSuite(name=suite["name"], expectations=suite["expectations"], meta=meta)
    definition = gx.ValidationDefinition(name=suite["name"], data=batch, suite=context.suites.add(expected))
    result_format = {"result_format": "COMPLETE"}
    if meta["key"]:
        result_format["unexpected_index_column_names"] = [meta["key"]]
    return context.validation_definitions.add(definition).run(
        batch_parameters={"dataframe": read(meta["schema"], meta["model"], columns_of(suite))},
        expectation_parameters=parameters_of(suite["expectations"], read),
        result_format=result_format,
    ).results


def verdict(result, meta):
    """An expectation's outcome, as "grounds check --json" tells it; "rows" are the keys of the first that fail."""
    config = result.expectation_config
    found = result.result
    failures = found.get("unexpected_count", 0 if result.success else 1)
    if config.type == "expect_column_values_to_be_unique":
        failures = len(set(found.get("unexpected_list", [])))
    rows = [row.get(meta["key"]) for row in (found.get("unexpected_index_list") or [])[:SHOWN]] if meta["key"] else []
    isWarning = str(getattr(config, "severity", "critical")).lower().endswith("warning")
    status = "passed" if result.success else "warned" if isWarning else "failed"
    severity = "warn" if isWarning else "error"
    return {
        "name": config.meta["test"],
        "model": meta["model"],
        "severity": severity,
        "status": status,
        "failures": failures,
        "rows": rows,
        "error": next((one["exception_message"] for one in exceptions(result)), None),
    }


def exceptions(result):
    info = result.exception_info or {}
    entries = info.values() if "raised_exception" not in info else [info]
    return [one for one in entries if isinstance(one, dict) and one.get("raised_exception")]


def tell(one):
    if one["error"]:
        print(f'{one["name"]}: {one["error"]}')
    elif one["status"] != "passed":
        print(f'{one["status"]}: {one["name"]}: {one["failures"]}', *([f'first at {one["rows"]}'] if one["rows"] else []))


def main(place, as_json):
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    source = context.data_sources.add_pandas("grounds")
    read = reader(pathlib.Path(place))
    verdicts = []
    for file in sorted(SUITES.glob("*.json")):
        suite = json.loads(file.read_text())
        for result in run(context, source, suite, read):
            one = verdict(result, suite["meta"])
            verdicts.append(one)
            print(json.dumps(one, default=str)) if as_json else tell(one)
    counts = {status: sum(one["status"] == status for one in verdicts) for status in ("passed", "warned", "failed")}
    print(", ".join(f"{count} {status}" for status, count in counts.items()), file=sys.stderr if as_json else sys.stdout)
    return 1 if counts["failed"] else 0


if __name__ == "__main__":
    places = [word for word in sys.argv[1:] if not word.startswith("--")]
    if len(places) != 1:
        sys.exit(__doc__)
    sys.exit(main(places[0], "--json" in sys.argv))
`;
