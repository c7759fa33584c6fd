import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Contact } from "../../source/activate/contact.ts";
import { hashed, identifierReader } from "../../source/activate/identifiers.ts";
import { pastRuns, sentMembers } from "../../source/activate/ledger.ts";
import { type RunInput, runActivation } from "../../source/activate/run.ts";
import type { ActivationRun, NetworkName } from "../../source/domain/activation.ts";
import { UserError } from "../../source/errors.ts";
import { seeded } from "../torture/support/random.ts";
import { activated } from "./activated.ts";
import { type FakeNetworks, fakeNetworks, faults } from "./fake-networks.ts";
import { people } from "./someone.ts";

let fake: FakeNetworks;
let folder: string;
beforeAll(async () => {
  fake = await fakeNetworks();
});
afterAll(() => fake.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "grounds-activation-"));
  fake.members.clear();
  (fake.batches as Map<string, unknown>).clear();
  fake.next = () => undefined;
  fake.token = "secret-token";
});
afterEach(() => rm(folder, { recursive: true, force: true }));

function inputOf(contacts: readonly Contact[], network: NetworkName = "meta", rest: Partial<RunInput> = {}): RunInput {
  return { ...activated({ fake, folder, contacts, network }), ...rest };
}

async function send(...of: Parameters<typeof inputOf>): Promise<ActivationRun> {
  const steps = runActivation(inputOf(...of));
  let step = await steps.next();
  while (!step.done) step = await steps.next();
  return step.value;
}

/** The code of the error that a send ends with. */
async function failureOf(...of: Parameters<typeof inputOf>): Promise<string> {
  return send(...of).then(
    () => "none",
    (error) => (error instanceof UserError ? error.id : String(error)),
  );
}

/** What the network must have: e-mail and phone of everybody who may be sent. */
function expected(contacts: readonly Contact[], network: NetworkName): readonly string[] {
  const read = identifierReader(network);
  const allowed = contacts.filter(
    ({ isMember, optedOut, adUserData, adPersonalization }) => isMember && !optedOut && adUserData && adPersonalization,
  );
  const all = allowed.map(read).flatMap(({ email, phone }) => [email, phone]);
  return [...new Set(all.filter(Boolean))].sort();
}

const inNetwork = () => [...fake.members].sort();

describe.each(["meta", "google"] as const)("an audience at %s", (network) => {
  it("gets its members, then what changed since, and nothing is sent twice", async () => {
    const first = people(130);
    const run = await send(first, network);
    expect(run).toMatchObject({ status: "done", added: 130, removed: 0, rejected: 0 });
    expect(run.matchRate).toMatch(/ %$/);
    expect(inNetwork()).toEqual(expected(first, network));
    expect(await send(first, network)).toMatchObject({ added: 0, removed: 0 });
    const changed = people(140, (index) =>
      index < 5
        ? { optedOut: true }
        : index < 9
          ? { isMember: false }
          : index < 12
            ? { email: `new${index}@example.com` }
            : {},
    );
    expect(await send(changed, network)).toMatchObject({ status: "done", added: 13, optedOut: 5 });
    expect(inNetwork()).toEqual(expected(changed, network));
    const adds = [...fake.batches.values()]
      .filter(({ kind }) => kind === "add")
      .flatMap(({ rows }) => rows.map(String));
    expect(adds.length).toBe(new Set(adds).size);
    expect((await pastRuns(folder)).map(({ added, status }) => [added, status])).toHaveLength(3);
  });

  it("is right in the end, whatever goes wrong on the way", async () => {
    const random = seeded(20260131);
    fake.next = () => (random() < 0.4 ? faults[Math.floor(random() * faults.length)] : undefined);
    const first = people(400);
    await send(first, network);
    const second = people(420, (index) =>
      index % 7 === 0 ? { optedOut: true } : index % 11 === 0 ? { email: `n${index}@x.example` } : {},
    );
    await send(second, network);
    fake.next = () => undefined;
    expect(inNetwork()).toEqual(expected(second, network));
    expect([...fake.batches.values()].some(({ times }) => times > 1)).toBe(true);
    const adds = [...fake.batches.values()]
      .filter(({ kind }) => kind === "add")
      .flatMap(({ rows }) => rows.map(String));
    expect(adds.length).toBe(new Set(adds).size);
  });
});

describe("who is sent", () => {
  it("nobody without consent, unless that is allowed; never those who refused or opted out", async () => {
    const silent = people(300, () => ({ adUserData: undefined, adPersonalization: undefined }));
    expect(await failureOf(silent)).toBe("activation.noConsent");
    expect(fake.batches.size).toBe(0);
    const mixed = people(300, (index) =>
      index < 20 ? { optedOut: true } : index < 40 ? { adUserData: false } : { adPersonalization: undefined },
    );
    expect(await send(mixed, "google", { allowsUnknown: true })).toMatchObject({ added: 260, optedOut: 20 });
    const bodies = JSON.stringify(fake.bodies.slice(-7));
    expect(bodies).not.toContain("CONSENT_GRANTED");
  });

  it("those who opted out are removed at the next run, even if nobody may be added any more", async () => {
    await send(people(150), "meta", { mode: "upsert" });
    const later = people(150, (index) =>
      index === 3 ? { optedOut: true, isMember: false } : { adUserData: undefined, isMember: index < 50 },
    );
    expect(await failureOf(later, "meta", { mode: "upsert" })).toBe("activation.noConsent");
    expect(fake.members.has(hashed("person3@example.com"))).toBe(false);
    expect(fake.members.has(hashed("person4@example.com"))).toBe(true);
  });

  it("upsert keeps those who left the rule, and removes those who are gone from the source", async () => {
    await send(people(200), "meta", { mode: "upsert" });
    const later = people(200, (index) => ({ isMember: index >= 100 })).slice(0, 199);
    expect(await send(later, "meta", { mode: "upsert" })).toMatchObject({ added: 0, removed: 1 });
    expect(fake.members.has(hashed("person7@example.com"))).toBe(true);
    expect(fake.members.has(hashed("person199@example.com"))).toBe(false);
  });

  it("a phone number stays while somebody else in the audience has it", async () => {
    await send(people(150));
    const later = people(150, (index) => (index === 0 ? { optedOut: true } : {}));
    await send(later);
    expect(inNetwork()).toEqual(expected(later, "meta"));
    expect(fake.members.has(hashed("16505550000"))).toBe(true);
  });
});

describe("what stops a run", () => {
  it("is named: an audience that is too small, an expired token, a refusal", async () => {
    expect(await failureOf(people(99))).toBe("activation.tooSmall");
    fake.token = "another";
    expect(await failureOf(people(120), "meta")).toBe("activation.tokenExpired");
    expect(await failureOf(people(120), "google")).toBe("activation.tokenExpired");
  });

  it("can be continued from: what was accepted is not sent again", async () => {
    let requests = 0;
    fake.next = () => (++requests > 3 ? "500" : undefined);
    expect(await failureOf(people(300))).toBe("activation.unreachable");
    expect((await sentMembers(folder, { audience: "lapsed", network: "meta", destination: { id: "123" } })).size).toBe(
      120,
    );
    fake.next = () => undefined;
    expect(await send(people(300))).toMatchObject({ status: "done", added: 300 });
    expect([...fake.batches.values()].map(({ times }) => times)).toEqual(Array(8).fill(1));
    expect(await pastRuns(folder)).toHaveLength(1);
  });

  it("leaves neither addresses nor the token in any file", async () => {
    fake.next = () => "500";
    await failureOf(people(300));
    for (const name of await readdir(folder, { recursive: true })) {
      const text = await readFile(join(folder, name), "latin1").catch(() => "");
      expect(text).not.toMatch(/secret-token|person\d+@|c-000001|555 0000/);
    }
  });
});
