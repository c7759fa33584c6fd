import { execFileSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { sessionOn } from "../../../source/commands/open-session.ts";
import type { Session } from "../../../source/commands/session.ts";
import { openWarehouse } from "../../../source/warehouse/database/database.ts";
import { Looker } from "../../export/lookml/looker.ts";
import { type Lookml, parseLookml } from "../../export/lookml/parse-lookml.ts";
import { expectSame } from "../../export/lookml/same-figures.ts";
import { runHere } from "../../helpers/command-line.ts";
import { python } from "../support/home.ts";
import { record } from "../support/record.ts";
import { byNames, lookmlParserVersion, readProject } from "./lookml-parser.ts";

let place: string;
let files: Readonly<Record<string, Lookml>>;
let session: Session;

beforeAll(async () => {
  place = await mkdtemp(join(tmpdir(), "grounds-lookml-"));
  const [source, warehouse] = [join(place, "raw"), join(place, "w.duckdb")];
  await runHere("generate", "--customers", "2000", "--out", source);
  const { code, log } = await runHere(
    "export",
    "lookml",
    "--source",
    source,
    "--warehouse",
    warehouse,
    "--out",
    join(place, "look"),
  );
  expect(code, log).toBe(0);
  files = JSON.parse(
    execFileSync(python(), [join(import.meta.dirname, "read.py"), join(place, "look")], { encoding: "utf8" }),
  );
  session = await sessionOn(await openWarehouse(warehouse), false);
  const version = execFileSync(python("pip"), ["show", "lkml"], { encoding: "utf8" });
  const lkml = /^Version: (.+)$/m.exec(version)?.[1] ?? "";
  record({ versions: { lkml, "lookml-parser": lookmlParserVersion } });
});
afterAll(async () => {
  await session.close();
  await rm(place, { recursive: true, force: true });
});

it("is read by lkml in the same way as by the tests of Grounds", async () => {
  expect(Object.keys(files)).toHaveLength(6);
  for (const [name, parsed] of Object.entries(files))
    expect(parseLookml(await readFile(join(place, "look", name), "utf8")), name).toEqual(parsed);
});

it("is read by lookml-parser in the same way as by lkml, and its model has every view and explore", async () => {
  const { file, model, errors = [] } = await readProject(join(place, "look"));
  expect(errors).toEqual([]);
  for (const [name, parsed] of Object.entries(files))
    expect(file[name.replace(/\.lkml$/, "")], name).toEqual(byNames(parsed));
  const { view, explore } = model.grounds ?? {};
  expect([view, explore].map((all) => Object.keys(all ?? {}).toSorted())).toEqual([
    ["bought", "coffee_profiles", "customers", "order_lines"],
    ["customers", "order_lines"],
  ]);
});

it("gives the figures of grounds slice for twenty random groupings of each explore", async () => {
  const looker = new Looker(Object.values(files));
  record({ comparisons: await expectSame(session, looker, "customers", 11, 20) });
  record({ comparisons: await expectSame(session, looker, "order_lines", 12, 20) });
});
