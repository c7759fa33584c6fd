import type { AnyScreen } from "../state/screen.ts";
import { audiences } from "./audiences/audiences.ts";
import { Launching, waysOn } from "./build/launching.tsx";
import { useBuild } from "./build/use-build.ts";
import { cohorts } from "./cohorts/cohorts.tsx";
import { events } from "./events/events.ts";
import { investigate } from "./investigation/investigate.tsx";
import { mapping } from "./mapping/mapping.ts";
import { ownSql } from "./own-sql/own-sql.ts";
import { payback } from "./payback/payback.ts";
import { pipeline } from "./pipeline/pipeline.tsx";
import { plan } from "./plan/plan.ts";
import { rows } from "./rows/rows.ts";
import { slices } from "./slices/slices.ts";
import { switchingScreen } from "./switching/switching.ts";
import { watch } from "./watch/watch.ts";

/** The screens once there is data, in the order of their tabs; the first one is home. */
export const dataScreens: readonly AnyScreen[] = [
  cohorts,
  slices,
  investigate,
  pipeline,
  switchingScreen,
  ownSql,
  plan,
  payback,
  watch,
  events,
  rows,
  audiences,
];

/** The screens while files that are not understood are mapped. */
export const mappingScreens: readonly AnyScreen[] = [mapping];

/** All screens with keys. */
export const allScreens: readonly AnyScreen[] = [...dataScreens, ...mappingScreens];

/** On screen before any of them: the build. */
export const launch = { Launching, useBuild, waysOn };
