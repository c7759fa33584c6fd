import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { catalogue } from "../../source/errors/catalogue.ts";
import { root } from "../helpers/places.ts";
import { brokenSources } from "../inputs/broken-files.ts";
import { activation } from "./triggers/activation.ts";
import { commandLine } from "./triggers/command-line.ts";
import { costs } from "./triggers/costs.ts";
import { engine } from "./triggers/engine.ts";
import { events } from "./triggers/events.ts";
import { exports } from "./triggers/export.ts";
import { file } from "./triggers/file.ts";
import { follow } from "./triggers/follow.ts";
import { generate } from "./triggers/generate.ts";
import { lake } from "./triggers/lake.ts";
import { mapping } from "./triggers/mapping.ts";
import { plan } from "./triggers/plan.ts";
import { project } from "./triggers/project.ts";
import { question } from "./triggers/question.ts";
import { segments } from "./triggers/segments.ts";
import { settings } from "./triggers/settings.ts";
import { singer } from "./triggers/singer.ts";
import { source } from "./triggers/source.ts";
import { system } from "./triggers/system.ts";
import type { Trigger } from "./triggers/trigger.ts";
import { warehouse } from "./triggers/warehouse.ts";
import { watch } from "./triggers/watch.ts";

const areas = {
  commandLine,
  settings,
  question,
  singer,
  follow,
  source,
  mapping,
  project,
  warehouse,
  generate,
  export: exports,
  file,
  activation,
  system,
  watch,
  events,
  segments,
  plan,
  costs,
  engine,
  lake,
};
const triggers = Object.entries(areas).flatMap(([area, entries]) =>
  Object.entries<Trigger>(entries).map(([name, trigger]) => ({ id: `${area}.${name}`, trigger })),
);

describe("the catalogue of failures", () => {
  it.each(triggers)("reports $id when it happens", async ({ id, trigger }) => {
    expect(await trigger()).toBe(id);
  });

  it("has no entry that is not triggered, here or in test/inputs/broken-files.ts", () => {
    const entries = Object.entries(catalogue).flatMap(([area, section]) =>
      Object.keys(section).map((name) => `${area}.${name}`),
    );
    const tried = new Set([...triggers.map(({ id }) => id), ...brokenSources.map(({ id }) => id)]);
    expect(entries.filter((id) => !tried.has(id))).toEqual([]);
    expect([...tried].filter((id) => !entries.includes(id))).toEqual([]);
  });

  it("is the only place where such errors are created", () => {
    const made = /new (?:User|Usage|Unmapped|Damaged|Model)Error\(/;
    const outside = readdirSync(join(root, "source"), { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/^errors(\.ts$|\/)/.test(name))
      .filter((name) => made.test(readFileSync(join(root, "source", name), "utf8")));
    expect(outside).toEqual([]);
  });
});
