import { plainWords } from "../domain/business-words.ts";
import type { Core, Mapper } from "./state/core.ts";

/** The core before there is data: it answers no queries and holds the draft of the mapping. */
export function mapperCore(mapper: Mapper): Core & { readonly mapper: Mapper } {
  const none = () => Promise.reject(new Error("there is no data before the mapping is accepted"));
  return {
    mapper,
    catalog: { dimensions: [], measures: [] },
    dataSet: {
      name: mapper.draft.source,
      isSynthetic: false,
      from: "",
      to: "",
      end: "",
      builtAt: "",
      words: plainWords,
      currency: "",
      capabilities: [],
      assumptions: [],
      inputs: [],
    },
    cohorts: none,
    slice: none,
    rows: none,
    customers: none,
    findRows: none,
    ownSql: none,
    filePage: none,
    customer: none,
    homeQuestion: none,
    investigate: none,
    switching: none,
    integrity: none,
    pipeline: none,
    pipelineRows: none,
    exportView: none,
    close: () => mapper.close(),
  };
}
