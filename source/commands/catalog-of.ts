import type { Catalog } from "../domain/catalog.ts";
import type { DataSet } from "../domain/data-set.ts";
import { withDiscountPrograms } from "../domain/discount-program.ts";
import { withFiscalYears } from "../domain/fiscal-year.ts";
import { withOwnDimensions } from "../domain/own-dimension.ts";
import { withWeeks } from "../domain/week.ts";
import { withWords } from "../domain/with-words.ts";
import { availableCatalog } from "../query/available-catalog.ts";
import type { OwnOfSource } from "../query/description.ts";
import { withOwnMeasures } from "../query/own-measures.ts";
import { readCatalog } from "../query/read-catalog.ts";
import type { Run } from "../query/statement.ts";
import { projectDir } from "./places.ts";

/** The catalog in a business's words, with what its source adds, and without what its data cannot answer. */
export async function catalogOf(dataSet: DataSet, own: OwnOfSource, run: Run): Promise<Catalog> {
  const known = withDiscountPrograms(await readCatalog(projectDir()), own.programs);
  const general = withWeeks(withWords(known, dataSet.words), dataSet.weekStart);
  const whole = withFiscalYears(withOwnDimensions(general, own.dimensions), dataSet.fiscal);
  return withOwnMeasures(await availableCatalog(whole, dataSet, run), own.measures, whole);
}
