import type { z } from "zod";

/** A tool for agents; its answer is a JSON document. */
export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  /** Rejects with UserError if it cannot be answered. */
  call(given: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string>;
}
