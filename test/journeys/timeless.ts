import type { Pipeline } from "../../source/domain/pipeline.ts";

/** The same with times that do not depend on the machine. */
export function timeless(pipeline: Pipeline): Pipeline {
  return {
    ...pipeline,
    models: pipeline.models.map((model, index) => ({ ...model, ms: 7 + index * 80 })),
    runs: pipeline.runs.map((run) => ({ ...run, startedAt: "2025-07-01 08:00:00", ms: 900 })),
    sources: pipeline.sources.map((source) => ({ ...source, modifiedAt: "2025-06-30 23:10" })),
  };
}
