import { describe, expect, it } from "vitest";
import type { Investigation, Question, StepId } from "../../source/analysis/investigation.ts";
import {
  changeQuestion,
  type InvestigationState,
  initialInvestigation,
  reduceInvestigation,
  settleInvestigation,
} from "../../source/ui/screens/investigation/state.ts";
import type { At } from "../../source/ui/state/screen.ts";
import { yearOnYear } from "../helpers/year-on-year.ts";

const question: Question = { ...yearOnYear, metric: "orders_per_customer" };
const other = { ...question, metric: "retention" };
const investigationOf = (of: Question, ...ids: readonly StepId[]) =>
  ({ question: of, steps: ids.map((id) => ({ id })) }) as unknown as Investigation;
const many = investigationOf(question, "confirm", "true_up", "welcome", "volume", "bridge", "report");
const few = investigationOf(other, "confirm", "true_up", "bridge", "report");

const at = (state: InvestigationState, investigation: Investigation) =>
  ({ state, data: { investigation: () => investigation } }) as unknown as At<InvestigationState>;

describe("the step of an investigation", () => {
  const atBridge = { ...initialInvestigation, step: 4, chosen: 2, open: ["welcome"] };
  const changed = changeQuestion(atBridge, other, many);

  it("stays where it is until the answer about the other measure has arrived", () => {
    expect(settleInvestigation(at(changed, many)).step).toBe(4);
    const settled = settleInvestigation(at(changed, few));
    expect(settled).toMatchObject({ step: 2, chosen: 0, open: [] });
    expect(settleInvestigation(at(settled, few)).step).toBe(2);
  });

  it("is the one that was opened meanwhile", () => {
    const moved = reduceInvestigation(at(changed, many), "next_step", 1);
    expect(settleInvestigation(at(moved, few)).step).toBe(3);
  });

  it("is the same after the measure was changed twice before an answer came", () => {
    const third = { ...question, metric: "bags" };
    const twice = changeQuestion(changed, third, many);
    expect(settleInvestigation(at(twice, investigationOf(third, "bridge"))).step).toBe(0);
    const back = changeQuestion(changed, question, many);
    expect(settleInvestigation(at(back, many)).step).toBe(4);
  });

  it("is the first if the other measure has no step of its name", () => {
    const atVolume = changeQuestion({ ...initialInvestigation, step: 3 }, other, many);
    expect(settleInvestigation(at(atVolume, few)).step).toBe(0);
  });
});
