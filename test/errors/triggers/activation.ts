import { mkdir, writeFile } from "node:fs/promises";
import { onTestFinished } from "vitest";
import { networks } from "../../../source/activate/files.ts";
import { type Connection, call, connect } from "../../../source/activate/http.ts";
import { ledgerFileIn, sentMembers } from "../../../source/activate/ledger.ts";
import { holdingLock } from "../../../source/activate/locked.ts";
import { ownAudiencesOf } from "../../../source/commands/places.ts";
import { fakeNetworks } from "../../activate/fake-networks.ts";
import { tinySource } from "../../helpers/places.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, replaceForNow, reported, reportedOnTiny, type TriggersOf } from "./trigger.ts";

const here = { META_ACCESS_TOKEN: "secret", GROUNDS_META_URL: "http://127.0.0.1:9" };
const everybody = "version: 1\naudiences:\n  all: { meta: { audience: '1' } }\n";

/** What `grounds activate` reports with this file of audiences, on the tiny source. */
async function activating(text: string, words: readonly string[], env: Readonly<Record<string, string>> = here) {
  replaceForNow(process, "env", { ...process.env, ...env, GROUNDS_DATA: await scratch() });
  await writeFile(ownAudiencesOf(tinySource), text);
  return reportedOnTiny("activate", ...words);
}

/** A connection without waits. */
async function connectionTo(answer: "refuse" | undefined, token = "secret-token"): Promise<Connection> {
  const fake = await fakeNetworks();
  onTestFinished(() => fake.close());
  fake.next = () => answer;
  const [signal, times] = [new AbortController().signal, { firstWaitMs: 1, answerMs: 500 }];
  return { network: networks.google, address: fake.url, token, headers: {}, signal, onWait: () => {}, times };
}

const nothing = networks.google.batch("remove", [], { id: "1" }, { session: "1", number: 1, isLast: true }, true);
const tried = (connection: Connection) => raised(() => call(connection, nothing, (answer) => answer));

export const activation: TriggersOf<"activation"> = {
  noNetwork: () => reported("activate", "all"),
  noAudience: () => activating(everybody, ["al", "--to", "file"]),
  wrongFile: () => activating("version: 1\naudiences:\n  all: { orders: many }\n", ["all", "--to", "file"]),
  async unreadableFile() {
    replaceForNow(process, "env", { ...process.env, GROUNDS_DATA: await scratch() });
    await mkdir(ownAudiencesOf(tinySource));
    return reportedOnTiny("activate", "all", "--to", "file");
  },
  noDestination: () => activating(everybody, ["all", "--to", "google"], { GOOGLE_ACCESS_TOKEN: "secret" }),
  noView: () => activating("version: 1\naudiences:\n  all: { view: none }\n", ["all", "--to", "file"]),
  noConsent: () => activating(everybody, ["all", "--to", "meta"]),
  tooSmall: () => activating(everybody, ["all", "--to", "meta", "--allow-without-consent"]),
  noToken: () => activating(everybody, ["all", "--to", "meta"], {}),
  unsafeAddress: () =>
    raised(() =>
      connect(
        networks.meta,
        { META_ACCESS_TOKEN: "secret", GROUNDS_META_URL: "http://ads.example" },
        { signal: new AbortController().signal, onWait: () => {} },
      ),
    ),
  tokenExpired: async () => tried(await connectionTo(undefined, "another")),
  refused: async () => tried(await connectionTo("refuse")),
  unreachable: async () => tried({ ...(await connectionTo(undefined)), address: "http://127.0.0.1:9" }),
  async busy() {
    const folder = await scratch();
    const holding = holdingLock(folder, async function* () {
      yield 1;
    });
    await holding.next();
    const id = await raised(() => holdingLock(folder, async function* () {}).next());
    await holding.return(undefined);
    return id;
  },
  async ledgerUnreadable() {
    const folder = await scratch();
    await writeFile(ledgerFileIn(folder), "no database");
    return raised(() => sentMembers(folder, { audience: "all", network: "meta", destination: { id: "1" } }));
  },
};
