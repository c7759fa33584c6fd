import { section, usage } from "./entry.ts";

const example = 'An entry has name, date ("2024-09-01"), and where it applies until and where: { region: south }.';

/** A file of events that cannot be followed. */
export const eventErrors = section("events", {
  unreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: "Correct the file, or move it away.",
  })),
  noYaml: usage(({ file, line, why }: { file: string; line: number; why: string }) => ({
    what: `${file}:${line}: this is not YAML`,
    why,
    next: `Correct line ${line}.`,
  })),
  notSo: usage(({ file, line, key, why }: { file: string; line: number; key: string; why: string }) => ({
    what: `${file}:${line}: ${key === "" ? "the file" : key} cannot be followed`,
    why,
    next: example,
  })),
});
