import * as z from "zod";

/** A text of SQL in a mapping; YAML reads 0 and true as what they are. */
export const expression = z.union([z.string(), z.number(), z.boolean()]).transform(String);
