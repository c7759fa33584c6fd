import { join } from "node:path";
import { createKeymap } from "../../../source/ui/keys.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, replaceForNow, reported, type TriggersOf } from "./trigger.ts";

/** The error of `grounds keys` for a config file. */
async function config(text: string): Promise<string> {
  return configAt(join(await scratch({ "config.yml": text }), "config.yml"));
}

async function configAt(file: string): Promise<string> {
  replaceForNow(process, "env", { ...process.env, GROUNDS_CONFIG: file });
  return reported("keys");
}

export const settings: TriggersOf<"settings"> = {
  unreadable: () => configAt("/nowhere/config.yml"),
  noYaml: () => config("keys: [\n"),
  notPairs: () => config("- theme\n"),
  unknownSetting: () => config("colour: red\n"),
  noTheme: () => config("theme: purple\n"),
  noSwitch: () => config("mouse: maybe\n"),
  unknownAction: () => config("keys:\n  jump: J\n"),
  countKey: () => config("keys:\n  quit: 7\n"),
  unknownKey: () => config("keys:\n  quit: hyper-q\n"),
  async keyTaken() {
    const ids = [await config("keys:\n  quit: m\n"), await raised(() => createKeymap({ quit: ["m"] }))];
    return [...new Set(ids)].join(" and ");
  },
};
