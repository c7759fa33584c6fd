import { failure, modelFailure, section, usage } from "./entry.ts";

/** What is wrong with the dbt project, and where. */
export const projectErrors = section("project", {
  absent: failure(({ directory }: { directory: string }) => ({
    what: `There is no dbt project in ${directory}`,
    why: "The folder cannot be read.",
    next: "Install Grounds again: its sql folder is missing.",
  })),
  unreadable: failure(({ place, why }: { place: string; why: string }) => ({
    what: `The dbt project cannot be read (${place})`,
    why,
    next: `Correct ${place} and run "grounds build" again.`,
  })),
  describedTwice: failure(({ model, files }: { model: string; files: readonly [string, string] }) => ({
    what: `The model ${model} is described twice`,
    why: `${files.join(" and ")} both declare its columns and tests.`,
    next: "Keep one of them.",
  })),
  catalogInvalid: failure(({ file, why }: { file: string; why: string }) => ({
    what: `The catalog in ${file} is not valid`,
    why,
    next: "Correct that field; sql/README.md describes it.",
  })),
  unknownModel: usage(({ name, others }: { name: string; others: readonly string[] }) => ({
    what: `There is no model ${name}`,
    why: "--select takes the name of one model, with a + behind it for all that depends on it too.",
    next: `Name one of: ${others.join(", ")}.`,
  })),
  nothingToShow: failure(({ name, why }: { name: string; why: string }) => ({
    what: `There are no rows of ${name} to show`,
    why,
    next: "Choose another model or check.",
  })),
  circle: modelFailure(({ names }: { names: readonly string[] }) => `it depends on itself: ${names.join(" → ")}.`),
  modelTwice: modelFailure(() => "another model has the same name."),
  notRendered: modelFailure(({ why }: { why: string }) => why || "it is not valid Jinja"),
  unknownMaterialization: modelFailure(({ given }: { given: string }) => `materialized="${given}" is not supported.`),
  badTest: modelFailure(
    ({ test, subject, why }: { test: string; subject: string; why: string }) =>
      `The test ${test} on ${subject}: ${why}.`,
  ),
  modelFails: modelFailure(({ why }: { why: string }) => why),
  testFails: modelFailure(({ why }: { why: string }) => why),
});
