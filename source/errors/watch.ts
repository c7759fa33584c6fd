import { section, usage } from "./entry.ts";

const example =
  'An entry has name, ask (slice, cohorts or investigate), with (its options) and fail_if ("net_revenue < -10%").';

/** A watch file that cannot be followed. */
export const watchErrors = section("watch", {
  nothingToWatch: usage(() => ({
    what: "There is nothing to watch",
    why: "Neither a file of conditions nor a digest was asked for.",
    next: "Name a YAML file with a list of questions, or write a digest: --report digest.md",
  })),
  unreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: "Name a YAML file with a list of questions to watch.",
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
