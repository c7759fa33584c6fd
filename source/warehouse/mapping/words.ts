import * as z from "zod";

const noun = z
  .string()
  .trim()
  .max(30)
  .regex(/^\p{L}[\p{L}\p{N}' -]*$/u, "must be a word, like style");

const given = z.union([noun, z.strictObject({ one: noun, many: noun })]);

/** What a business calls what it sells: a noun, or its singular and plural if the plural is irregular. */
export const wordsSchema = z.strictObject({ product: given.optional(), unit: given.optional() });
