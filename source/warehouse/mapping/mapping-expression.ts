import * as z from "zod";

/** SQL text in a mapping; YAML reads 0 and true as number and boolean. */
export const expression = z.union([z.string(), z.number(), z.boolean()]).transform(String);
