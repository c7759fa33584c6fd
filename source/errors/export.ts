import { failure, section, usage } from "./entry.ts";

/** Exports for other tools that cannot be written. */
export const exportErrors = section("export", {
  noTool: usage(({ given, tools }: { given: string; tools: readonly string[] }) => ({
    what: `There is no export for "${given}"`,
    why: `Grounds writes for ${tools.join(", ")}.`,
    next: `Write for example: grounds export ${tools[0]} --out DIR`,
  })),
  noFolder: usage(({ tool }: { tool: string }) => ({
    what: `"grounds export ${tool}" needs a folder`,
    why: "The export is several files.",
    next: `Add --out DIR, a folder that is new or empty.`,
  })),
  badDagName: usage(({ name }: { name: string }) => ({
    what: `A DAG cannot be called "${name}"`,
    why: "Airflow accepts letters, digits, underscores, dots and hyphens, beginning with a letter.",
    next: "Write for example --name grounds_daily.",
  })),
  badSchedule: usage(({ schedule }: { schedule: string }) => ({
    what: `"${schedule}" is not a schedule`,
    why: "It is a cron expression of five fields in UTC, or a word such as @daily.",
    next: 'Write for example --schedule "0 6 * * *".',
  })),
  nameTwice: failure(({ name, view }: { name: string; view: string }) => ({
    what: `LookML cannot have two fields called ${name}`,
    why: `The catalog has two of this name for the view ${view}, and Looker knows a field by its name alone.`,
    next: 'Rename one: a dimension of your own in grounds.yml below "dimensions:", a measure in semantic_models.yml.',
  })),
  reservedInMetricFlow: failure(({ name, why }: { name: string; why: string }) => ({
    what: `MetricFlow cannot have a name ${name}`,
    why: `The source's own dimensions and measures keep their names in the export, and ${why}.`,
    next: `Rename it in grounds.yml, below "dimensions:" or "measures:".`,
  })),
  noBrokers: usage(() => ({
    what: "--follow and --brokers belong together",
    why: "The DAG reads a topic at brokers: it needs to know both.",
    next: "Give both, or neither.",
  })),
  badSend: usage(({ text, networks }: { text: string; networks: readonly string[] }) => ({
    what: `"${text}" does not say which audience goes where`,
    why: `It is the name of an audience, a colon and one of ${networks.join(", ")}.`,
    next: "Write for example: --activate lapsed:meta",
  })),
});
