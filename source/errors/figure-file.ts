import { usage } from "./entry.ts";

/** Failures of a CSV file of figures next to the source: `what` it contains, its file name, and an example. */
export function figureFileErrors(what: string, file: string, example: string) {
  return {
    none: usage(() => ({
      what: `There is no ${what}`,
      why: `No file was named, and there is no ${file} beside the source.`,
      next: example,
    })),
    unreadable: usage(({ file: path, why }: { file: string; why: string }) => ({
      what: `${path} cannot be read`,
      why,
      next: example,
    })),
    notSo: usage(({ file: path, line, why, next }: { file: string; line: number; why: string; next?: string }) => ({
      what: `${path}:${line}: this line of the ${what} cannot be read`,
      why,
      next: next ?? example,
    })),
  };
}
