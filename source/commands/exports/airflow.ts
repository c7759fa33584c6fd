import { resolve } from "node:path";
import { dataDir } from "../../data-dir.ts";
import { isAudienceName, networkNames } from "../../domain/activation.ts";
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
    { name: "brokers", value: "HOST:PORT,…", description: "airflow: with --follow: where the brokers are" },
    { name: "follow", value: "TOPIC", description: "airflow: read what is new in this Kafka topic before the build" },
    { name: "publish", value: "PLACE", description: "airflow: publish silver and gold there after the check" },
    {
      name: "activate",
      value: "AUDIENCE:NETWORK",
      repeatable: true,
      description: "airflow: send this audience to meta or google after the check",
    },
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
      follow: followOf(args),
      publish: placeOf(args.get("publish")),
      activate: args.all("activate").map(sendOf),
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

/** A folder as an absolute path, so that the worker finds it; an address unchanged. */
function placeOf(place: string | undefined): string | undefined {
  return place === undefined || place.includes("://") ? place : resolve(place);
}

function followOf(args: Arguments) {
  const [topic, brokers] = [args.get("follow"), args.get("brokers")];
  if (topic === undefined && brokers === undefined) return undefined;
  if (topic === undefined || brokers === undefined) throw exportErrors.noBrokers();
  return { topic, brokers };
}

function sendOf(text: string) {
  const [audience = "", network = "", ...more] = text.split(":");
  if (isAudienceName(audience) && isNetworkName(network) && more.length === 0) return { audience, network };
  throw exportErrors.badSend({ text, networks: networkNames });
}

function isNetworkName(text: string): boolean {
  return networkNames.some((name) => name === text);
}

/** The options for the source, as every command of the DAG takes them, with absolute paths. */
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
