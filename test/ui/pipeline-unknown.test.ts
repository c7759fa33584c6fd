import { describe, expect, it } from "vitest";
import type { Pipeline } from "../../source/domain/pipeline.ts";
import { createKeymap } from "../../source/ui/keys.ts";
import { pipelineChips } from "../../source/ui/screens/pipeline/chips.ts";
import { modelsLines } from "../../source/ui/screens/pipeline/models-view.ts";
import { initialPipeline } from "../../source/ui/screens/pipeline/state.ts";
import { wordsIn } from "../../source/ui/widgets/line.ts";
import { fakePipeline } from "../journeys/fake-pipeline.ts";

/** The fake pipeline whose first checks have this status. */
function withStatus(status: string, count: number): Pipeline {
  const { models, ...rest } = fakePipeline(undefined);
  const marked = models.map((model, at) => ({
    ...model,
    checks: model.checks.map((check) => (at < count ? { ...check, status } : { ...check, status: "passed" })),
  }));
  return { ...rest, models: marked };
}

const texts = (pipeline: Pipeline) => pipelineChips(initialPipeline, pipeline, createKeymap()).map(({ text }) => text);

describe("what is unknown about a pipeline", () => {
  it("is not a check that passed", () => {
    expect(texts(withStatus("passed", 3))).toContain("3 checks passed");
    expect(texts(withStatus("not run", 3))).toContain("3 checks not run");
    expect(texts(withStatus("not run", 1))).toContain("3 checks, 1 not run");
  });

  it("is not a raw table of 0 rows from a file without a date", () => {
    const pipeline = fakePipeline(undefined);
    const raw = (sources: Pipeline["sources"]) =>
      modelsLines({ ...pipeline, sources }, initialPipeline, 100, 30)
        .map(wordsIn)
        .find((text) => text.includes("raw.transactions"));
    expect(raw(pipeline.sources)).toMatch(/raw\.transactions +1,234 +file of 2025-07-01 08:00/);
    expect(raw([{ table: "transactions", file: "lake.raw.transactions", rows: undefined, modifiedAt: "" }])).toMatch(
      /raw\.transactions *$/,
    );
  });
});
