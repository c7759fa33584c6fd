import { replaceForNow, type TriggersOf, told, toldOnTiny } from "./trigger.ts";

export const commandLine: TriggersOf<"commandLine"> = {
  unknownCommand: () => told("chorts"),
  noBrackets: () => toldOnTiny("cohorts", "--steps", "8-30,0-7"),
  bracketsRoll: () => toldOnTiny("cohorts", "--steps", "0-7,8-30", "--tenure", "calendar"),
  unknownOption: () => told("cohorts", "--mesure", "orders"),
  missingValue: () => told("cohorts", "--measure"),
  needlessValue: () => told("slice", "--totals=yes"),
  needlessWord: () => told("cohorts", "orders"),
  missingWord: () => told("map"),
  unknownShell: () => told("completions", "powershell"),
  noSuchChoice: () => toldOnTiny("cohorts", "--axis", "age"),
  noWholeNumber: () => toldOnTiny("rows", "--limit", "many"),
  noShare: () => told("build", "--bad-row-share", "5 %"),
  noFilter: () => toldOnTiny("slice", "--where", "region"),
  unclearValues: () => toldOnTiny("slice", "--where", 'region="a'),
  grainTwice: () => toldOnTiny("cohorts", "--grain", "month", "--rows", "quarter"),
  stepsOfTenure: () => toldOnTiny("cohorts", "--axis", "calendar", "--rows", "quarter", "--steps", "month"),
  noThreshold: () => toldOnTiny("slice", "--by", "region", "--having", "orders about 3"),
  noCondition: () => toldOnTiny("slice", "--fail-if", "orders about 3"),
  conditionOfNothing: () => toldOnTiny("slice", "--measure", "orders", "--fail-if", "bags<1"),
  conditionWithoutComparison: () => toldOnTiny("slice", "--measure", "orders", "--fail-if", "orders<-10%"),
  noSuchComparison: () => toldOnTiny("slice", "--by", "region", "--against", "yesterday"),
  noDayBetween: () => toldOnTiny("slice", "--from", "2024-02-01", "--to", "2024-01-01"),
  noMonthBetween: () => told("build", "--from", "2024-05", "--to", "2024-03"),
  monthsAlone: () => told("build", "--from", "2024-05"),
  needsFile: () => toldOnTiny("slice", "--by", "region", "--format", "parquet"),
  needsTerminal: () => told("open"),
  async oldNode() {
    replaceForNow(process, "versions", { ...process.versions, node: "18.20.0" });
    return told("keys");
  },
};
