import type { Slice } from "../domain/slice.ts";
import type { SliceResult } from "../domain/slice-result.ts";
import { answerSlice } from "../query/answer-slice.ts";
import type { Run } from "../query/statement.ts";
import type { PlanNeed } from "./plan-file.ts";
import type { Session } from "./session.ts";

/**
 * The answer to a slice on a session's data, with the plan if the slice is compared with it. Throws UsageError as `planOf` does
 * for that comparison.
 */
export async function sliceOf(
  session: Pick<Session, "catalog" | "dataSet" | "folder">,
  slice: Slice,
  run: Run,
  signal?: AbortSignal,
  need: PlanNeed = "required",
): Promise<SliceResult> {
  const { catalog, dataSet } = session;
  const result = await answerSlice(catalog, slice, run, signal);
  if (slice.against !== "plan") return result;
  const [{ planLines }, { withPlannedSlice }] = await Promise.all([
    import("./plan-file.ts"),
    import("../domain/planned-slice.ts"),
  ]);
  return withPlannedSlice(result, planLines(session, need), catalog, dataSet);
}
