import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { networks } from "../../../source/activate/files.ts";
import { runActivation } from "../../../source/activate/run.ts";
import { type Activated, activated } from "../../activate/activated.ts";
import { type FakeNetworks, fakeNetworks, faults } from "../../activate/fake-networks.ts";
import { people } from "../../activate/someone.ts";
import { seeded } from "../../torture/support/random.ts";
import { record } from "../support/record.ts";
import { clientVersion, faultsOf, protoType } from "./protos.ts";

let fake: FakeNetworks;
let folder: string;
const withAddress = (index: number) => ({
  ...{
    firstName: "Dana",
    lastName: `O'Brien ${index}`,
    city: "Boston",
    region: "MA",
    postalCode: "02108",
    country: "US",
  },
});

beforeAll(async () => {
  fake = await fakeNetworks();
  folder = await mkdtemp(join(tmpdir(), "grounds-activation-"));
  const random = seeded(11);
  fake.next = () => (random() < 0.2 ? faults[Math.floor(random() * faults.length)] : undefined);
  record({ versions: { "@google-ads/datamanager": clientVersion() } });
});
afterAll(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

/** What is sent for an audience, then for one that changed. */
async function bodiesOf(network: Activated["network"]) {
  const before = fake.bodies.length;
  for (const contacts of [
    people(500, withAddress),
    people(520, (index) => ({ ...withAddress(index), optedOut: index % 9 === 0 })),
  ]) {
    const steps = runActivation(activated({ fake, folder, contacts, network }));
    for (let step = await steps.next(); !step.done; step = await steps.next());
  }
  return fake.bodies.slice(before);
}

it("sends Google bodies that match its protos, field by field, with hashes where required", async () => {
  const [ingest, remove] = [protoType("IngestAudienceMembersRequest"), protoType("RemoveAudienceMembersRequest")];
  const bodies = await bodiesOf("google");
  expect(bodies.some(({ path }) => path.endsWith(":remove"))).toBe(true);
  let compared = 0;
  for (const { path, body } of bodies) {
    const type = path.endsWith(":remove") ? remove : ingest;
    expect(faultsOf(type, body as object)).toEqual([]);
    // Nothing is lost in a round trip through the wire format.
    const back = type.toObject(type.decode(type.encode(type.fromObject(body as object)).finish()), { enums: String });
    expect(back).toEqual(withoutDefaults(body));
    const { audienceMembers } = body as { audienceMembers: { userData: { userIdentifiers: object[] } }[] };
    expect(audienceMembers.length).toBeLessThanOrEqual(networks.google.batchSize);
    for (const { userData } of audienceMembers) {
      expect(userData.userIdentifiers.length).toBeLessThanOrEqual(10);
      for (const hash of hashesIn(userData)) expect(hash).toMatch(/^[0-9a-f]{64}$/);
      compared += 1;
    }
  }
  record({ comparisons: compared });
});

it("would fail on a field or a word that Google does not know", () => {
  const type = protoType("IngestAudienceMembersRequest");
  const wrong = { encoding: "hex", consent: { ad_user_data: "CONSENT_GRANTED" }, validateOnly: "yes" };
  expect(faultsOf(type, wrong)).toEqual([
    "encoding[0]: hex",
    "consent[0].ad_user_data: unknown field",
    "validateOnly[0]: no bool",
  ]);
});

it("sends Meta bodies in the documented form", async () => {
  const documented = JSON.parse(await readFile(join(import.meta.dirname, "meta-users.json"), "utf8"));
  const bodies = await bodiesOf("meta");
  let compared = 0;
  for (const { path, body } of bodies) {
    expect(path).toBe("/123/users");
    const { session, payload } = body as typeof documented;
    expect(Object.keys(session).sort()).toEqual(Object.keys(documented.session).sort());
    expect(Object.entries(session).map(([, value]) => typeof value)).toEqual(
      Object.entries(documented.session).map(([, value]) => typeof value),
    );
    expect(payload.schema.every((name: string) => documented.keys.includes(name))).toBe(true);
    for (const row of payload.data) {
      expect(row).toHaveLength(payload.schema.length);
      for (const hash of row) expect(hash).toMatch(/^([0-9a-f]{64})?$/);
      compared += 1;
    }
  }
  const sessions = new Map<number, number[]>();
  for (const { body } of bodies) {
    const { session_id: id, batch_seq: number } = (body as typeof documented).session;
    sessions.set(id, [...(sessions.get(id) ?? []), number]);
  }
  for (const numbers of sessions.values())
    expect([...new Set(numbers)]).toEqual(Array.from({ length: Math.max(...numbers) }, (_, index) => index + 1));
  record({ comparisons: compared });
});

function hashesIn({ userIdentifiers }: { userIdentifiers: object[] }): readonly string[] {
  const all = userIdentifiers as readonly {
    emailAddress?: string;
    phoneNumber?: string;
    address?: Record<string, string>;
  }[];
  return all.flatMap(({ emailAddress, phoneNumber, address }) =>
    [emailAddress, phoneNumber, address?.givenName, address?.familyName].filter((hash) => hash !== undefined),
  );
}

/** Without `false`, which the wire format leaves out. */
function withoutDefaults(body: unknown): unknown {
  return JSON.parse(JSON.stringify(body, (_, value) => (value === false ? undefined : value)));
}
