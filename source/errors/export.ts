import { failure, section, usage } from "./entry.ts";

/** What cannot be written for another tool. */
export const exportErrors = section("export", {
  noTool: usage(({ given, tools }: { given: string; tools: readonly string[] }) => ({
    what: `There is no export for "${given}"`,
    why: `Grounds writes for ${tools.join(", ")}.`,
    next: `Write for example: grounds export ${tools[0]} --out DIR`,
  })),
  noFolder: usage(({ tool }: { tool: string }) => ({
    what: `"grounds export ${tool}" needs a folder`,
    why: "The export is several files.",
    next: `Add --out DIR, a folder that is new or empty.`,
  })),
  nameTwice: failure(({ name, view }: { name: string; view: string }) => ({
    what: `LookML cannot have two fields called ${name}`,
    why: `The catalog has two of this name for the view ${view}, and Looker knows a field by its name alone.`,
    next: 'Rename one: a dimension of your own in grounds.yml below "dimensions:", a measure in semantic_models.yml.',
  })),
});
