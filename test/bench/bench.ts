import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { prepareProgram, root } from "../torture/support/program.ts";
import { noPty } from "../torture/support/pty.ts";
import { DataSet, type Size, sizes } from "./data-set.ts";
import type { Figure } from "./figure.ts";
import { describeMachine, machineLine } from "./machine.ts";
import type { Part } from "./part.ts";
import { buildParts } from "./parts/build.ts";
import { commandsPart } from "./parts/commands.ts";
import { launchPart } from "./parts/launch.ts";
import { mapPart } from "./parts/map.ts";
import { ownDimensionsPart } from "./parts/own-dimensions.ts";
import { screensPart } from "./parts/screens.ts";
import { exportPart, generatePart, investigatePart, loadPart, loopPart } from "./parts/work.ts";
import { markdownTable, printed } from "./table.ts";

const parts: readonly Part[] = [
  launchPart,
  loadPart,
  ...buildParts,
  screensPart,
  loopPart,
  investigatePart,
  generatePart,
  exportPart,
  mapPart,
  ownDimensionsPart,
  commandsPart,
];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string", default: "250k" },
    rounds: { type: "string", default: "11" },
    json: { type: "string" },
    markdown: { type: "boolean", default: false },
  },
});
const isSize = (name: string): name is Size => name in sizes;
const { size } = values;
const unknown = positionals.filter((name) => !parts.some((part) => part.name === name));
if (unknown.length > 0 || !isSize(size)) {
  const missing = unknown.length > 0 ? `no part ${unknown.join(", ")}` : `no size ${size}`;
  process.stderr.write(
    `There is ${missing}; parts: ${parts.map((part) => part.name).join(", ")}; sizes: ${Object.keys(sizes).join(", ")}\n`,
  );
  process.exit(2);
}
const machine = describeMachine();
process.stdout.write(`${machineLine(machine)}; size ${size}\n`);
const lacking = noPty();
const data = new DataSet(prepareProgram(), size);
const figures: Figure[] = [];
const failures: string[] = [];
try {
  for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
    if (lacking !== undefined && (part === launchPart || part === screensPart)) {
      process.stdout.write(`skipped ${part.what}: ${lacking}\n`);
      continue;
    }
    try {
      for (const figure of await part.run({ size, data, rounds: Number(values.rounds) })) {
        figures.push(figure);
        process.stdout.write(`${printed(figure)}\n`);
      }
    } catch (error) {
      failures.push(`${part.name}: ${error instanceof Error ? error.message : String(error)}`);
      process.stdout.write(`failed ${failures.at(-1)}\n`);
    }
  }
} finally {
  data.remove();
}
const file = resolve(
  values.json ?? join(root, "data/bench", `${machine.at.replaceAll(":", "-").slice(0, 19)}-${size}.json`),
);
mkdirSync(dirname(file), { recursive: true });
writeFileSync(file, `${JSON.stringify({ machine, size, figures, failures }, undefined, 1)}\n`);
if (values.markdown) process.stdout.write(markdownTable(figures));
process.stdout.write(`every measurement is in ${file}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
