import { describe, expect, it } from "vitest";
import { findTarget } from "../../source/engine/profiles/profiles-file.ts";
import { trinoAddress } from "../../source/engine/profiles/trino-address.ts";
import { headersOf } from "../../source/engine/trino/address.ts";
import { limitsFrom } from "../../source/engine/trino/limits.ts";
import { UserError } from "../../source/errors.ts";
import { scratch } from "../warehouse/support/scratch.ts";
import { lake, profilesOf } from "./profiles.ts";

const secret = "canary-19f2";

async function addressOf(settings: object, env: NodeJS.ProcessEnv = {}) {
  const named = await profilesOf({ lake: { ...lake, ...settings } });
  return trinoAddress(findTarget("lake", { named, others: [] }, env));
}

async function failureOf(work: Promise<unknown>): Promise<UserError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof UserError)) throw new Error(`this is no failure of the catalogue: ${String(error)}`);
  expect([error.message, error.why, error.next, error.stack].join()).not.toContain(secret);
  return error;
}

describe("a target of dbt's profiles.yml", () => {
  it("takes settings from the environment, with defaults", async () => {
    const settings = {
      host: "{{ env_var('LAKE_HOST') }}",
      port: "{{ env_var('LAKE_PORT', '8443') | as_number }}",
      user: "{{env_var(\"LAKE_USER\", 'dana')}}",
      ...{
        method: "ldap",
        password: "{{ env_var('LAKE_PASSWORD') }}",
        session_properties: { query_max_run_time: "5m" },
      },
    };
    const found = await addressOf(settings, { LAKE_HOST: "lake.example.com", LAKE_PASSWORD: secret });
    expect(found.server.href).toBe("https://lake.example.com:8443/");
    expect(found).toMatchObject({ user: "dana", catalog: "lake", secret: { kind: "password", value: secret } });
    expect(headersOf(found)).toMatchObject({
      Authorization: `Basic ${Buffer.from(`dana:${secret}`).toString("base64")}`,
      "X-Trino-Session": "query_max_run_time=5m",
    });
  });

  it.each([
    ["127.0.0.1", undefined, "http:"],
    ["localhost", undefined, "http:"],
    ["::1", undefined, "http:"],
    ["lake.example.com", undefined, "https:"],
    ["127.0.0.1.example.com", undefined, "https:"],
    ["lake.example.com", "http", "http:"],
    ["127.0.0.1", "https", "https:"],
  ])("is asked with TLS unless it is this machine: %s, %s", async (host, scheme, protocol) => {
    const given = scheme === undefined ? {} : { http_scheme: scheme };
    expect((await addressOf({ host, ...given })).server.protocol).toBe(protocol);
  });

  it.each([
    [{ method: "ldap", password: "{{ env_var('GONE') }}" }, "engine.missingVariable", "GONE"],
    [{ method: "ldap" }, "engine.wrongSetting", "password"],
    [{ method: "kerberos" }, "engine.wrongSetting", "kerberos"],
    [{ host: "lake.example.com/x?y@z" }, "engine.wrongSetting", "host"],
    [{ port: "{{ 1 + 1 }}" }, "engine.wrongSetting", "Jinja"],
    [{ http_scheme: "ftp" }, "engine.wrongSetting", "http or https"],
    [{ database: null }, "engine.wrongSetting", "database"],
    [
      { host: "lake.example.com", http_scheme: "http", method: "jwt", jwt_token: secret },
      "engine.secretInClear",
      "lake.example.com",
    ],
  ])("says what is wrong, in which line, and never a secret: %j", async (settings, id, named) => {
    const failure = await failureOf(addressOf(settings));
    expect(failure.id).toBe(id);
    expect(failure.message).toMatch(/profiles\.yml:\d+: /);
    expect(`${failure.message} ${failure.why}`).toContain(named);
  });

  it("is looked for where dbt looks, in the first file with our profile", async () => {
    const [other, ours] = [
      await scratch({ "profiles.yml": "other: {outputs: {lake: {}}}" }),
      await profilesOf({ lake }),
    ];
    const places = { named: undefined, others: [await scratch(), other, ours] };
    expect(findTarget("lake", places, {}).demand("user")).toBe("dana");
    const unknown = await failureOf((async () => findTarget("prod", places, {}))());
    expect([unknown.id, unknown.why]).toEqual(["engine.unknownTarget", `${ours}/profiles.yml has lake.`]);
    const broken = await scratch({ "profiles.yml": `grounds:\n  outputs:\n    lake: {password: ${secret}` });
    const noYaml = await failureOf((async () => findTarget("lake", { named: broken, others: [] }, {}))());
    expect([noYaml.id, noYaml.message]).toEqual([
      "engine.profilesNoYaml",
      `${broken}/profiles.yml:3: this is not YAML`,
    ]);
  });
});

describe("the time that a query may take", () => {
  it("is ten minutes, or what the environment says", () => {
    expect(limitsFrom({}).query).toBe(600_000);
    expect(limitsFrom({ GROUNDS_QUERY_SECONDS: "1800" }).query).toBe(1_800_000);
  });

  it.each(["0", "1e3", "soon", "-5", "1000000"])("is a number of seconds: %s", async (given) => {
    const failure = await failureOf(Promise.resolve().then(() => limitsFrom({ GROUNDS_QUERY_SECONDS: given })));
    expect([failure.id, failure.message]).toEqual([
      "engine.wrongSetting",
      expect.stringContaining("GROUNDS_QUERY_SECONDS"),
    ]);
  });
});
