import { join } from "node:path";
import { scratch } from "../../warehouse/support/scratch.ts";
import { reported, type TriggersOf } from "./trigger.ts";

/** The error of `grounds watch` for a file. */
async function watching(text: string): Promise<string> {
  return reported("watch", join(await scratch({ "watch.yml": text }), "watch.yml"));
}

export const watch: TriggersOf<"watch"> = {
  nothingToWatch: () => reported("watch"),
  unreadable: () => reported("watch", "/nowhere/watch.yml"),
  noYaml: () => watching("watch: [\n"),
  notSo: () => watching("watch:\n  - name: Orders\n    ask: orders\n    fail_if: orders < 1\n"),
};
