import type * as z from "zod";

/** What is wrong with a value that does not fit its schema. */
interface SchemaFault {
  /** From the outermost key to the value. */
  readonly keys: readonly PropertyKey[];
  readonly why: string;
}

/** The first fault of a value, in plain words. */
export function schemaFault({ issues: [issue] }: z.ZodError): SchemaFault {
  return { keys: issue?.path ?? [], why: issue === undefined ? "" : wordsOf(issue) };
}

function wordsOf(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case "unrecognized_keys":
      return `There is no key ${issue.keys.map((key) => `"${key}"`).join(", ")} here.`;
    case "invalid_value":
      return `It is one of ${issue.values.map(String).join(", ")}.`;
    case "too_small":
      return issue.origin === "number" || issue.origin === "int" ? `It is at least ${issue.minimum}.` : "It is empty.";
    case "invalid_type":
      return issue.message.endsWith("received undefined")
        ? "It is missing."
        : `It is not ${kinds[issue.expected] ?? issue.expected}.`;
    default:
      return issue.message;
  }
}

const kinds: Readonly<Record<string, string>> = {
  ...{ string: "a text", number: "a number", int: "a whole number", array: "a list" },
  ...{ object: "a group of keys", record: "a group of keys" },
};
