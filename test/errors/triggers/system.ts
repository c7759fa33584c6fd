import { runCommandLine } from "../../../source/cli.ts";
import { systemErrors } from "../../../source/errors/system.ts";
import { packageRoot } from "../../../source/package-root.ts";
import { loadPeer } from "../../../source/peer.ts";
import { codeIn, raised, type Trigger, type TriggersOf } from "./trigger.ts";

/** The error of the command line if its output fails like this. */
async function failing(error: Error): Promise<string> {
  let log = "";
  await runCommandLine(["keys"], {
    out: {
      write() {
        throw error;
      },
    },
    log: { write: (text: string) => (log += text) },
    signal: new AbortController().signal,
  });
  return codeIn(log);
}

const refusals = Object.keys(systemErrors).filter((name) => name.startsWith("E"));
const refused = Object.fromEntries(
  refusals.map((code): [string, Trigger] => [
    code,
    () => failing(Object.assign(new Error(`${code}: told by the system`), { code, syscall: "write" })),
  ]),
);

export const system = {
  ...refused,
  notInstalled: () => raised(() => packageRoot("/nowhere/at/all.js")),
  missingPeer: () => raised(() => loadPeer("@platformatic/kafka", "Following a topic")),
  bug: () => failing(new Error("never foreseen")),
} as TriggersOf<"system">;
