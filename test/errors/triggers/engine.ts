import { engineSession } from "../../../source/commands/engine-session.ts";
import { madeByDbt } from "../../../source/commands/made-by-dbt.ts";
import { readManifest } from "../../../source/engine/dbt/artifacts.ts";
import { allRows } from "../../../source/engine/engine.ts";
import { openEngine } from "../../../source/engine/profiles/open-engine.ts";
import { findTarget } from "../../../source/engine/profiles/profiles-file.ts";
import { trinoAddress } from "../../../source/engine/profiles/trino-address.ts";
import { columns, dropped, engineOn, FakeTrino, failing, queued, type Reply, status } from "../../engine/fake-trino.ts";
import { lake, profilesOf } from "../../engine/profiles.ts";
import { tinyEngine } from "../../engine/tiny-engine.ts";
import { untrustedServer } from "../../engine/untrusted-server.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { raised, reported, type TriggersOf } from "./trigger.ts";

/** The code that a query ends with at a server with these answers. */
async function asked(...replies: readonly Reply[]): Promise<string> {
  const fake = await FakeTrino.start();
  fake.script(...replies);
  try {
    return await raised(() => allRows(engineOn(fake.url), { sql: "select 1", params: [] }));
  } finally {
    await fake.close();
  }
}

/** The code that a target with these settings ends with. */
async function targeted(settings: object, env: NodeJS.ProcessEnv = {}): Promise<string> {
  const named = await profilesOf({ lake: { ...lake, ...settings } });
  return raised(() => trinoAddress(findTarget("lake", { named, others: [] }, env)));
}

/** The code that tables end with if these texts of statements are replaced. */
async function opened(...replaced: readonly (readonly [string, string])[]): Promise<string> {
  const files = { mapping: undefined, artifacts: undefined };
  return raised(async () => (await engineSession(await tinyEngine(replaced), files)).close());
}

export const engine: TriggersOf<"engine"> = {
  noProfiles: async () =>
    reported("slice", "--target", "lake", "--profiles-dir", await scratch({ "profiles.yml": "a: 1" })),
  profilesUnreadable: async () => reported("slice", "--target", "lake", "--profiles-dir", await scratch()),
  profilesNoYaml: async () =>
    reported("slice", "--target", "lake", "--profiles-dir", await scratch({ "profiles.yml": "grounds:\n  a: [" })),
  unknownTarget: async () => reported("slice", "--target", "other", "--profiles-dir", await profilesOf({ lake })),
  wrongSetting: () => targeted({ port: "many" }),
  missingVariable: () => targeted({ method: "ldap", password: "{{ env_var('LAKE_PASSWORD') }}" }),
  otherEngine: async () => {
    const named = await profilesOf({ lake: { type: "snowflake" } });
    return raised(() => openEngine(findTarget("lake", { named, others: [] }, {})));
  },
  secretInClear: () =>
    targeted(
      { host: "lake.example.com", http_scheme: "http", method: "jwt", jwt_token: "{{ env_var('T') }}" },
      { T: "t" },
    ),
  notWithTarget: () => reported("slice", "--target", "lake", "--memory"),
  otherThere: () => reported("build", "--target", "lake"),
  noArtifacts: () => raised(() => readManifest(undefined, ["target"])),
  artifactsUnreadable: async () => raised(async () => readManifest(await scratch({ "manifest.json": "{}" }), [])),
  nothingToShow: () => raised(() => notInManifest()),
  unreachable: () => asked(dropped),
  wrongCertificate: async () => {
    const { url, close } = await untrustedServer();
    return raised(() => allRows(engineOn(url), { sql: "select 1", params: [] })).finally(close);
  },
  refused: () => asked(status(401)),
  busy: () => asked(status(503)),
  slow: () => asked(queued),
  gone: () => asked({ id: "q", columns, nextUri: queued.nextUri }, dropped),
  strange: () => asked(status(200, "<html>")),
  tableMissing: () => opened(["'silver', ", ""]),
  olderTables: () => opened(["where table_schema in", "where column_name <> 'tenure_month' and table_schema in"]),
  noOrderLines: () => opened(["select min(transaction_date)", "select null"]),
  failed: () => asked(failing("EXCEEDED_LOCAL_MEMORY_LIMIT")),
};

async function notInManifest(): Promise<void> {
  const manifest = JSON.stringify({ metadata: { project_name: "grounds" }, nodes: {}, sources: {} });
  const artifacts = await scratch({ "manifest.json": manifest });
  const made = madeByDbt(engineOn(new URL("http://127.0.0.1:1")), async () => [], { artifacts }, { capabilities: [] });
  await made.rows({ kind: "model", name: "none" }, { offset: 0, limit: 1 });
}
