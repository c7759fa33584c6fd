import { section, usage } from "./entry.ts";
import { yamlListErrors } from "./yaml-list.ts";

/** Saved segments that cannot be read or saved. */
export const segmentErrors = section("segments", {
  ...yamlListErrors({
    next: "Correct the file, or move it away.",
    example:
      'A segment has where: ["region=south"], and, optionally, from, to, orders (the minimum), label and description.',
  }),
  noName: usage(({ name, why }: { name: string; why: string }) => ({
    what: `"${name}" cannot be the name of a segment`,
    why: `A segment becomes a dimension: ${why}.`,
    next: "Choose another name, such as loyal_south.",
  })),
  taken: usage(({ name, file }: { name: string; file: string }) => ({
    what: `There is already a segment "${name}"`,
    why: `${file} has it.`,
    next: "Choose another name, or add --overwrite to replace its rule.",
  })),
  nested: usage(({ name, other }: { name: string; other: string }) => ({
    what: `The segment "${name}" cannot be defined by the segment ${other}`,
    why: "The rule of a segment names dimensions of customers and order lines, not other segments.",
    next: `Repeat the filters of ${other} instead.`,
  })),
  noPlace: usage(({ name }: { name: string }) => ({
    what: `The segment "${name}" cannot be saved here`,
    why: "Segments are saved beside a source's files, and these tables have none.",
    next: "Write the rule as filters: --where.",
  })),
});
