import { usage } from "./entry.ts";

/** Errors shared by YAML files of entries: `next` is for a file that cannot be read, `example` shows an entry. */
export function yamlListErrors({ next, example }: { readonly next: string; readonly example: string }) {
  return {
    unreadable: usage(({ file, why }: { file: string; why: string }) => ({
      what: `${file} cannot be read`,
      why,
      next,
    })),
    noYaml: usage(({ file, line, why }: { file: string; line: number; why: string }) => ({
      what: `${file}:${line}: this is not YAML`,
      why,
      next: `Correct line ${line}.`,
    })),
    notSo: usage(({ file, line, key, why }: { file: string; line: number; key: string; why: string }) => ({
      what: `${file}:${line}: ${key === "" ? "the file" : key} cannot be read`,
      why,
      next: example,
    })),
  };
}
