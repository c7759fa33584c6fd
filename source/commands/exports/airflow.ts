import { resolve } from "node:path";
import { dataDir } from "../../data-dir.ts";
import { parsePeriod } from "../../domain/period.ts";
import { exportErrors } from "../../errors/export.ts";
import { dagText } from "../../export/airflow/dag-text.ts";
import type { Arguments } from "../command.ts";
import { chooseSource } from "../session.ts";
import type { Exporter } from "./exporter.ts";

export const airflow: Exporter = {
  options: [
    { name: "name", value: "DAG", description: "airflow: the DAG's id (default: grounds)" },
    { name: "schedule", value: "CRON", description: 'airflow: when it runs, in UTC (default: "0 6 * * *")' },
    { name: "start", value: "DAY", description: "airflow: first day of the schedule (default: 2025-01-01)" },
    { name: "program", value: "CMD", description: "airflow: what runs Grounds on the worker (default: grounds)" },
    { name: "reports", value: "DIR", description: "airflow: where reports go (default: reports in the data folder)" },
  ],
  async write(args) {
    const name = nameOf(args);
    const text = dagText({
      name,
      schedule: scheduleOf(args),
      start: parsePeriod(args.get("start") ?? "2025-01-01").from,
      program: args.get("program") ?? "grounds",
      options: optionsOf(args),
      reports: resolve(args.get("reports") ?? `${dataDir()}/reports`),
    });
    return {
      texts: new Map([[`${name}.py`, text]]),
      leftOut: [],
      next: "Copy the file into Airflow's folder of DAGs.",
    };
  },
};

/** Airflow's own rule for the id of a DAG. */
function nameOf(args: Arguments): string {
  const name = args.get("name") ?? "grounds";
  if (/^[A-Za-z][\w.-]{0,199}$/.test(name)) return name;
  throw exportErrors.badDagName({ name });
}

function scheduleOf(args: Arguments): string {
  const schedule = args.get("schedule") ?? "0 6 * * *";
  if (/^@(hourly|daily|weekly|monthly|quarterly|yearly)$/.test(schedule)) return schedule;
  if (schedule.split(/\s+/).length === 5 && /^[\d\sA-Za-z*,/#-]+$/.test(schedule)) return schedule;
  throw exportErrors.badSchedule({ schedule });
}

/** What the command line says of the source, as every command of the DAG takes it: paths from the root. */
function optionsOf(args: Arguments): readonly string[] {
  const { source, address = source, mapping, warehouse, isDemo } = chooseSource(args);
  const share = args.get("bad-row-share");
  return [
    ...(isDemo ? [] : ["--source", address]),
    ...(mapping === undefined ? [] : ["--mapping", mapping]),
    ...(warehouse === undefined || !args.has("warehouse") ? [] : ["--warehouse", warehouse]),
    ...(share === undefined ? [] : ["--bad-row-share", share]),
  ];
}
