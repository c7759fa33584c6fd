import { failure, section, usage } from "./entry.ts";

const form = "data/scenarios/coffee.json shows the form.";

/** Scenarios that cannot be generated, and folders that cannot be written to. */
export const generateErrors = section("generate", {
  notReplaced: failure(({ folder, foreign }: { folder: string; foreign: string }) => ({
    what: `The folder ${folder} is not replaced.`,
    why: `It holds "${foreign}", which no data set of Grounds contains.`,
    next: "Name another folder, or an empty one.",
  })),
  unusableFolder: failure(({ folder, why }: { folder: string; why: string }) => ({
    what: `The folder ${folder} cannot be used.`,
    why,
    next: "Name a folder that does not exist yet.",
  })),
  unknownScenario: usage(({ given, names, next }: { given: string; names: readonly string[]; next: string }) => ({
    what: `There is no scenario "${given}".`,
    why: `The shipped scenarios are ${names.join(", ")}.`,
    next,
  })),
  unreadableScenario: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The scenario file ${file} cannot be read.`,
    why,
    next: "Check the path, or name a shipped scenario such as coffee.",
  })),
  scenarioIsNoJson: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The scenario file ${file} is not JSON.`,
    why,
    next: `Correct the file; ${form}`,
  })),
  wrongScenario: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The scenario file ${file} is not a scenario.`,
    why,
    next: `Correct the named fields; ${form}`,
  })),
  noTruth: failure(({ scenario, from, to }: { scenario: string; from: string; to: string }) => ({
    what: `The truth of the scenario ${scenario} cannot be computed.`,
    why: `It compares Q1 2024 with Q1 2025 and their first 30 days; the span is ${from} to ${to}.`,
    next: "Widen span.from and span.to, or leave out the truth.",
  })),
});
