import type { Question } from "../../analysis/investigation.ts";
import type { Switching, SwitchingAsked } from "../../analysis/switching.ts";
import type { AnyQuestion } from "../../analysis/totals/question.ts";
import type { AnyInvestigation } from "../../analysis/totals/totals-investigation.ts";
import type { Audiences, Send, SendPreview } from "../../domain/activation.ts";
import type { CohortGrid, CohortQuery } from "../../domain/cohort.ts";
import type { FilePage } from "../../domain/file-page.ts";
import type { Integrity } from "../../domain/integrity.ts";
import type { Pipeline, PipelineRows } from "../../domain/pipeline.ts";
import type { Slice } from "../../domain/slice.ts";
import type { RowPage, SliceResult } from "../../domain/slice-result.ts";
import type { Core, OrderedPage, Page, RowSearch } from "./core.ts";

/** A query to the core as plain data; equal queries have equal JSON. */
export type CoreQuery =
  | { readonly kind: "grid"; readonly query: CohortQuery }
  | { readonly kind: "slice"; readonly slice: Slice }
  | ({ readonly kind: "page"; readonly of: "lines" | "customers"; readonly slice: Slice } & OrderedPage)
  | ({ readonly kind: "found" } & RowSearch)
  | { readonly kind: "customer"; readonly customer: string }
  | { readonly kind: "file_page"; readonly of: FilePage }
  | { readonly kind: "own_sql"; readonly text: string }
  /** `turn` increases with every change, so that an earlier answer is not reused. */
  | { readonly kind: "audiences"; readonly turn: number }
  | { readonly kind: "send_preview"; readonly send: Send; readonly turn: number }
  | { readonly kind: "question" }
  | { readonly kind: "switching"; readonly asked: SwitchingAsked }
  | { readonly kind: "integrity" }
  | { readonly kind: "pipeline" }
  | ({ readonly kind: "pipeline_rows"; readonly of: PipelineRows } & Page)
  | { readonly kind: "investigation"; readonly question: AnyQuestion };

export type Answer =
  | { readonly kind: "grid"; readonly grid: CohortGrid }
  | { readonly kind: "slice"; readonly result: SliceResult }
  | { readonly kind: "page"; readonly page: RowPage; readonly offset: number }
  | { readonly kind: "audiences"; readonly audiences: Audiences | undefined }
  | { readonly kind: "send_preview"; readonly preview: SendPreview }
  | { readonly kind: "question"; readonly question: Question }
  | { readonly kind: "switching"; readonly switching: Switching }
  | { readonly kind: "integrity"; readonly integrity: Integrity }
  | { readonly kind: "pipeline"; readonly pipeline: Pipeline }
  | { readonly kind: "investigation"; readonly investigation: AnyInvestigation };

/** Sends a query to the core; rejects with the core's error. */
export async function answer(
  core: Core,
  query: CoreQuery,
  signal: AbortSignal,
  onProgress: (done: number) => void,
): Promise<Answer> {
  switch (query.kind) {
    case "grid":
      return { kind: "grid", grid: await core.cohorts(query.query, signal) };
    case "slice":
      return { kind: "slice", result: await core.slice(query.slice, signal) };
    case "page": {
      const page = { offset: query.offset, limit: query.limit, order: query.order };
      const read =
        query.of === "lines" ? core.rows(query.slice, page, signal) : core.customers(query.slice, page, signal);
      return { kind: "page", page: await read, offset: query.offset };
    }
    case "found":
      return { kind: "page", page: await core.findRows(query, signal), offset: 0 };
    case "switching":
      return { kind: "switching", switching: await core.switching(query.asked, signal) };
    case "file_page":
      return { kind: "page", page: await core.filePage(query.of, signal), offset: 0 };
    case "own_sql":
      return { kind: "page", page: await core.ownSql(query.text, signal), offset: 0 };
    case "customer":
      return { kind: "page", page: await core.customer(query.customer, signal), offset: 0 };
    case "integrity":
      return { kind: "integrity", integrity: await core.integrity(signal) };
    case "pipeline":
      return { kind: "pipeline", pipeline: await core.pipeline(signal) };
    case "pipeline_rows": {
      const page = { offset: query.offset, limit: query.limit };
      return { kind: "page", page: await core.pipelineRows(query.of, page, signal), offset: query.offset };
    }
    case "audiences":
      return { kind: "audiences", audiences: await core.activator?.audiences() };
    case "send_preview":
      return { kind: "send_preview", preview: await previewOf(core, query.send, signal) };
    case "question":
      return { kind: "question", question: await core.homeQuestion(signal) };
    case "investigation":
      return { kind: "investigation", investigation: await core.investigate(query.question, signal, onProgress) };
  }
}

async function previewOf({ activator }: Core, send: Send, signal: AbortSignal): Promise<SendPreview> {
  if (activator === undefined) throw new Error("a preview is of what can be sent");
  return activator.preview(send, signal);
}
