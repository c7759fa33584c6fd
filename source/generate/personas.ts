import { setImmediate as nextTurn } from "node:timers/promises";
import { draw, drawInteger, purpose } from "./random.ts";
import type { Person } from "./world.ts";

/** A name, and its letters as used in an e-mail address. */
interface Name {
  readonly name: string;
  readonly letters: string;
}

/** Names to combine; faker makes about 30,000 personas a second, too few to make one per customer. */
export interface PersonaPool {
  readonly firstNames: readonly Name[];
  readonly lastNames: readonly Name[];
}

const poolSize = 800;
const mailHosts = ["example.com", "example.org", "example.net"] as const;

/** Draws the pool from faker, seeded. */
export async function personaPool(seed: number): Promise<PersonaPool> {
  const { faker } = await import("@faker-js/faker/locale/en");
  await nextTurn();
  faker.seed(seed);
  return {
    firstNames: Array.from({ length: poolSize }, () => nameOf(faker.person.firstName())),
    lastNames: Array.from({ length: poolSize }, () => nameOf(faker.person.lastName())),
  };
}

export interface Persona {
  readonly first: Name;
  readonly last: Name;
  /** On a reserved example domain. */
  readonly mailHost: string;
}

/** The name of a customer, and the parts of the e-mail address: one string per address would burden the garbage collector. */
export function personaOf(pool: PersonaPool, { key }: Person): Persona {
  const first = pool.firstNames[drawInteger(key, purpose.persona, 0, pool.firstNames.length)] ?? nobody;
  const last = pool.lastNames[drawInteger(key, purpose.persona, 1, pool.lastNames.length)] ?? nobody;
  const mailHost = mailHosts[Math.floor(draw(key, purpose.persona, 2) * mailHosts.length)] ?? mailHosts[0];
  return { first, last, mailHost };
}

const nobody: Name = { name: "", letters: "" };

function nameOf(name: string): Name {
  return { name, letters: name.toLowerCase().replace(/[^a-z]/g, "") };
}
