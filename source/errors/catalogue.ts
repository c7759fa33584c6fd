import { activationErrors } from "./activation.ts";
import { commandLineErrors } from "./command-line.ts";
import { costErrors } from "./costs.ts";
import { engineErrors } from "./engine.ts";
import { eventErrors } from "./events.ts";
import { exportErrors } from "./export.ts";
import { fileErrors } from "./file.ts";
import { followErrors } from "./follow.ts";
import { generateErrors } from "./generate.ts";
import { lakeErrors } from "./lake.ts";
import { mappingErrors } from "./mapping.ts";
import { planErrors } from "./plan.ts";
import { projectErrors } from "./project.ts";
import { questionErrors } from "./question.ts";
import { segmentErrors } from "./segments.ts";
import { settingsErrors } from "./settings.ts";
import { singerErrors } from "./singer.ts";
import { sourceErrors } from "./source.ts";
import { systemErrors } from "./system.ts";
import { warehouseErrors } from "./warehouse.ts";
import { watchErrors } from "./watch.ts";

/** Every expected failure, by area and name. Code that raises one imports only the area it needs. */
export const catalogue = {
  commandLine: commandLineErrors,
  settings: settingsErrors,
  question: questionErrors,
  singer: singerErrors,
  follow: followErrors,
  source: sourceErrors,
  lake: lakeErrors,
  mapping: mappingErrors,
  project: projectErrors,
  warehouse: warehouseErrors,
  engine: engineErrors,
  generate: generateErrors,
  export: exportErrors,
  watch: watchErrors,
  events: eventErrors,
  segments: segmentErrors,
  plan: planErrors,
  costs: costErrors,
  file: fileErrors,
  activation: activationErrors,
  system: systemErrors,
} as const;
