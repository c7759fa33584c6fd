import { replaceForNow, reported, reportedOnTiny, type TriggersOf } from "./trigger.ts";

export const commandLine: TriggersOf<"commandLine"> = {
  unknownCommand: () => reported("chorts"),
  noBrackets: () => reportedOnTiny("cohorts", "--steps", "8-30,0-7"),
  bracketsRoll: () => reportedOnTiny("cohorts", "--steps", "0-7,8-30", "--tenure", "calendar"),
  unknownOption: () => reported("cohorts", "--mesure", "orders"),
  missingValue: () => reported("cohorts", "--measure"),
  needlessValue: () => reported("slice", "--totals=yes"),
  needlessWord: () => reported("cohorts", "orders"),
  missingWord: () => reported("map"),
  unknownShell: () => reported("completions", "powershell"),
  noSuchChoice: () => reportedOnTiny("cohorts", "--axis", "age"),
  noWholeNumber: () => reportedOnTiny("rows", "--limit", "many"),
  noShare: () => reported("build", "--bad-row-share", "5 %"),
  noFilter: () => reportedOnTiny("slice", "--where", "region"),
  unclearValues: () => reportedOnTiny("slice", "--where", 'region="a'),
  grainTwice: () => reportedOnTiny("cohorts", "--grain", "month", "--rows", "quarter"),
  stepsOfTenure: () => reportedOnTiny("cohorts", "--axis", "calendar", "--rows", "quarter", "--steps", "month"),
  noThreshold: () => reportedOnTiny("slice", "--by", "region", "--having", "orders about 3"),
  noCondition: () => reportedOnTiny("slice", "--fail-if", "orders about 3"),
  conditionOfNothing: () => reportedOnTiny("slice", "--measure", "orders", "--fail-if", "bags<1"),
  conditionWithoutComparison: () => reportedOnTiny("slice", "--measure", "orders", "--fail-if", "orders<-10%"),
  noSuchComparison: () => reportedOnTiny("slice", "--by", "region", "--against", "yesterday"),
  noDayBetween: () => reportedOnTiny("slice", "--from", "2024-02-01", "--to", "2024-01-01"),
  noDayLeft: () => reportedOnTiny("slice", "--from", "2030"),
  noMonthBetween: () => reported("build", "--from", "2024-05", "--to", "2024-03"),
  monthsAlone: () => reported("build", "--from", "2024-05"),
  needsFile: () => reportedOnTiny("slice", "--by", "region", "--format", "parquet"),
  needsTerminal: () => reported("open"),
  eventWithoutAdd: () => reportedOnTiny("events", "--date", "2024-09-01"),
  rulesWithoutSave: () => reportedOnTiny("segments", "--orders", "2"),
  async oldNode() {
    replaceForNow(process, "versions", { ...process.versions, node: "18.20.0" });
    return reported("keys");
  },
};
