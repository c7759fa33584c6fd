import * as z from "zod";
import { suggestion } from "../../domain/nearest.ts";

/** The keys that a schema allows at a path; none if it allows any. */
export function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  const [first, ...rest] = path;
  if (schema instanceof z.ZodOptional) return knownKeys(schema.unwrap() as z.ZodType, path);
  if (schema instanceof z.ZodPipe) return knownKeys(schema.in as z.ZodType, path);
  if (schema instanceof z.ZodUnion) {
    const all = schema.options.flatMap((option) => knownKeys(option as z.ZodType, path));
    return [...new Set(all)];
  }
  if (schema instanceof z.ZodObject) {
    if (first === undefined) return Object.keys(schema.shape);
    const inner: unknown = schema.shape[String(first)];
    return inner instanceof z.ZodType ? knownKeys(inner, rest) : [];
  }
  if (schema instanceof z.ZodRecord) {
    if (first !== undefined) return knownKeys(schema.valueType as z.ZodType, rest);
    return schema.keyType instanceof z.ZodEnum ? schema.keyType.options.map(String) : [];
  }
  if (schema instanceof z.ZodArray && first !== undefined) return knownKeys(schema.element as z.ZodType, rest);
  return [];
}

/** Says that there is no such key, and suggests the most similar one. */
export function unknownKey(name: string, place: string, known: readonly string[]): string {
  const where = place === "" ? "a mapping" : place;
  return `there is no "${name}" in ${where}. ${suggestion(name, known, `There is ${known.join(", ")}.`)}`;
}
