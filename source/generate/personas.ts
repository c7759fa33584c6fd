import { setImmediate as nextTurn } from "node:timers/promises";
import { draw, drawInteger, purpose } from "./random.ts";
import type { Person } from "./world.ts";

/** Names to combine; faker makes about 30,000 personas a second, too few to make one per customer. */
export interface PersonaPool {
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
}

const poolSize = 800;
const mailHosts = ["example.com", "example.org", "example.net"] as const;

/** Draws the pool from faker, seeded. */
export async function personaPool(seed: number): Promise<PersonaPool> {
  const { faker } = await import("@faker-js/faker/locale/en");
  await nextTurn();
  faker.seed(seed);
  return {
    firstNames: Array.from({ length: poolSize }, () => faker.person.firstName()),
    lastNames: Array.from({ length: poolSize }, () => faker.person.lastName()),
  };
}

export interface Persona {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
}

/** The name and the address (on a reserved example domain) of a customer. */
export function personaOf(pool: PersonaPool, person: Person): Persona {
  const firstName = pool.firstNames[drawInteger(person.key, purpose.persona, 0, pool.firstNames.length)] ?? "";
  const lastName = pool.lastNames[drawInteger(person.key, purpose.persona, 1, pool.lastNames.length)] ?? "";
  const host = mailHosts[Math.floor(draw(person.key, purpose.persona, 2) * mailHosts.length)] ?? mailHosts[0];
  return { firstName, lastName, email: `${letters(firstName)}.${letters(lastName)}${person.index + 1}@${host}` };
}

function letters(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, "");
}
