import { expect, it } from "vitest";
import { runsLines } from "../../source/ui/screens/pipeline/runs-view.ts";
import { initialPipeline } from "../../source/ui/screens/pipeline/state.ts";
import { wordsIn } from "../../source/ui/widgets/line.ts";
import { fakePipeline } from "../journeys/fake-pipeline.ts";

it("names the orchestrator's run that started a build, if there was one", () => {
  const pipeline = fakePipeline(undefined);
  const text = (runs: typeof pipeline.runs) =>
    runsLines({ ...pipeline, runs }, { ...initialPipeline, view: "runs" }, 100, 20)
      .map(wordsIn)
      .join("\n");
  expect(text(pipeline.runs)).toMatch(/kept +started by\n.* airflow scheduled__2025-07-01/);
  expect(text(pipeline.runs.map((run) => ({ ...run, startedBy: "" })))).not.toContain("started by");
});
