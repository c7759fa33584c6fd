import type { Audience } from "../../domain/activation.ts";
import { suggestion } from "../../domain/nearest.ts";
import { activationErrors } from "../../errors/activation.ts";
import type { NamedAudience } from "./audiences-file.ts";

/** The audience of this name; throws UserError if there is none, or if its rule cannot be used. */
export function named(name: string, audiences: readonly NamedAudience[]): Audience {
  const found = audiences.find((one) => one.name === name);
  if (found?.error !== undefined) throw found.error;
  if (found?.audience !== undefined) return found.audience;
  const names = audiences.map((one) => one.name);
  const fallback =
    names.length === 0 ? "docs/audiences.md shows how one is written." : `There are: ${names.join(", ")}.`;
  throw activationErrors.noAudience({ name, next: suggestion(name, names, fallback) });
}
