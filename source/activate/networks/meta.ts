import * as z from "zod";
import type { Identifiers } from "../identifiers.ts";
import type { Network } from "./network.ts";

const schema = ["EMAIL", "PHONE", "FN", "LN", "CT", "ST", "ZIP", "COUNTRY"] as const;

const failure = z.object({
  error: z.object({ code: z.number(), message: z.string().optional(), is_transient: z.boolean().optional() }),
});
const acceptance = z.object({
  audience_id: z.union([z.string(), z.number()]),
  session_id: z.union([z.string(), z.number()]).optional(),
  num_received: z.number(),
  num_invalid_entries: z.number(),
});
const size = z.object({ approximate_count_lower_bound: z.number(), approximate_count_upper_bound: z.number() });

/** Too many calls, or the service is temporarily unavailable. */
const passing = new Set([1, 2, 4, 17, 32, 341, 368, 613, 80003, 80004]);
const expired = new Set([102, 190, 463, 467]);

/** Custom audiences of the Marketing API: `/{audience}/users` in sessions of batches. */
export const meta: Network = {
  name: "meta",
  label: "Meta",
  minimum: 100,
  batchSize: 10_000,
  address: "https://graph.facebook.com/v25.0",
  addressVariable: "GROUNDS_META_URL",
  tokenVariable: "META_ACCESS_TOKEN",
  headers: () => ({}),
  batch: (kind, members, { id }, { session, number, isLast }) => ({
    method: kind === "add" ? "POST" : "DELETE",
    path: `/${id}/users`,
    body: {
      session: { session_id: Number(session), batch_seq: number, last_batch_flag: isLast },
      payload: { schema, data: members.map(({ identifiers }) => rowOf(identifiers)) },
    },
  }),
  check: ({ id }) => ({ method: "GET", path: `/${id}?fields=id,name,operation_status` }),
  verdict(status, answer) {
    const known = failure.safeParse(answer);
    if (!known.success) return status === 401 ? "token" : isPassing(status) ? "retry" : status < 400 ? "ok" : "refused";
    const { code, is_transient: isTransient } = known.data.error;
    if (expired.has(code)) return "token";
    return passing.has(code) || isTransient === true || isPassing(status) ? "retry" : "refused";
  },
  accepted(answer) {
    const known = acceptance.safeParse(answer);
    if (!known.success) return undefined;
    const { session_id: session, num_invalid_entries: rejected } = known.data;
    return { requestId: String(session ?? ""), rejected };
  },
  complaint(answer) {
    const known = failure.safeParse(answer);
    return known.success ? (known.data.error.message ?? `error ${known.data.error.code}`) : "";
  },
  matchRequest: ({ id }) => ({
    method: "GET",
    path: `/${id}?fields=approximate_count_lower_bound,approximate_count_upper_bound`,
  }),
  matchRate(answer, sent) {
    const known = size.safeParse(answer);
    if (!known.success || known.data.approximate_count_upper_bound <= 0 || sent === 0) return "";
    const share = (count: number) => Math.min(100, Math.round((100 * count) / sent));
    const { approximate_count_lower_bound: low, approximate_count_upper_bound: high } = known.data;
    return `${share(low)} to ${share(high)} %`;
  },
  fileHeader: ["email", "phone", "fn", "ln", "ct", "st", "zip", "country"],
  fileRow: rowOf,
};

function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

function rowOf(of: Identifiers): readonly string[] {
  return [of.email, of.phone, of.givenName, of.familyName, of.city, of.state, of.postalCode, of.country];
}
