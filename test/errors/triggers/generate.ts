import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { root } from "../../helpers/places.ts";
import { type Files, scratch } from "../../warehouse/support/scratch.ts";
import { reported, type TriggersOf } from "./trigger.ts";

/** The error of `grounds generate` for a scenario file. */
async function scenario(text: string, ...words: readonly string[]): Promise<string> {
  const folder = await scratch({ "own.json": text });
  const out = join(folder, "out");
  return reported("generate", "--scenario", join(folder, "own.json"), "--customers", "50", "--out", out, ...words);
}

const into = async (files: Files, folder: string) =>
  reported("generate", "--customers", "50", "--out", join(await scratch(files), folder));

export const generate: TriggersOf<"generate"> = {
  notReplaced: () => into({ "out/thesis.txt": "mine" }, "out"),
  unusableFolder: () => into({ "thesis.txt": "mine" }, "thesis.txt"),
  unknownScenario: async () => reported("generate", "--scenario", "cofee", "--out", join(await scratch(), "out")),
  unreadableScenario: async () =>
    reported("generate", "--scenario", "/nowhere.json", "--out", join(await scratch(), "o")),
  scenarioIsNoJson: () => scenario("{"),
  wrongScenario: () => scenario("{}"),
  async noTruth() {
    const coffee = JSON.parse(await readFile(join(root, "data/scenarios/coffee.json"), "utf8"));
    const short = { ...coffee, span: { ...coffee.span, from: "2025-01-01" } };
    return scenario(JSON.stringify(short), "--truth");
  },
};
