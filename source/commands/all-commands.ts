import type { Command } from "./command.ts";

/** Every command by its name, in the order of the help. Each is loaded only when it runs. */
const loading: Readonly<Record<string, () => Promise<Command>>> = {
  open: async () => (await import("./open.ts")).openCommand,
  cohorts: async () => (await import("./cohorts.ts")).cohortsCommand,
  slice: async () => (await import("./slice.ts")).sliceCommand,
  rows: async () => (await import("./rows.ts")).rowsCommand,
  investigate: async () => (await import("./investigate.ts")).investigateCommand,
  sql: async () => (await import("./sql.ts")).sqlCommand,
  payback: async () => (await import("./payback.ts")).paybackCommand,
  plan: async () => (await import("./plan.ts")).planCommand,
  segments: async () => (await import("./segments.ts")).segmentsCommand,
  events: async () => (await import("./events.ts")).eventsCommand,
  switching: async () => (await import("./switching.ts")).switchingCommand,
  subscriptions: async () => (await import("./subscriptions.ts")).subscriptionsCommand,
  catalog: async () => (await import("./catalog.ts")).catalogCommand,
  keys: async () => (await import("./keys.ts")).keysCommand,
  map: async () => (await import("./map.ts")).mapCommand,
  build: async () => (await import("./build.ts")).buildCommand,
  check: async () => (await import("./check.ts")).checkCommand,
  quarantine: async () => (await import("./quarantine.ts")).quarantineCommand,
  summary: async () => (await import("./summary.ts")).summaryCommand,
  generate: async () => (await import("./generate.ts")).generateCommand,
  ingest: async () => (await import("./ingest.ts")).ingestCommand,
  follow: async () => (await import("./follow.ts")).followCommand,
  export: async () => (await import("./export.ts")).exportCommand,
  publish: async () => (await import("./publish.ts")).publishCommand,
  watch: async () => (await import("./watch.ts")).watchCommand,
  activate: async () => (await import("./activate.ts")).activateCommand,
  mcp: async () => (await import("./mcp.ts")).mcpCommand,
  doctor: async () => (await import("./doctor.ts")).doctorCommand,
  completions: async () => (await import("./completions.ts")).completionsOf(allCommands),
};

export const commandNames: readonly string[] = Object.keys(loading);

/** Undefined for an unknown name. */
export async function commandNamed(name: string): Promise<Command | undefined> {
  return Object.hasOwn(loading, name) ? loading[name]?.() : undefined;
}

export function allCommands(): Promise<readonly Command[]> {
  return Promise.all(Object.values(loading).map((load) => load()));
}
