import { lakeErrors } from "../errors/lake.ts";
import { UserError } from "../errors.ts";
import { systemFailure } from "../system-failure.ts";

/** HTTP status of a refusal by S3; undefined if it did not answer. */
export function statusOf(error: unknown): number | undefined {
  const meta = error instanceof Error && "$metadata" in error ? error.$metadata : undefined;
  const status =
    typeof meta === "object" && meta !== null && "httpStatusCode" in meta ? meta.httpStatusCode : undefined;
  return typeof status === "number" ? status : undefined;
}

/**
 * A failure of S3 as one that the user can act on; other errors are returned unchanged. Only names, status and codes are
 * copied, because S3's messages repeat key ids and what was signed.
 */
export function s3Failure(error: unknown, place: string): unknown {
  if (!(error instanceof Error) || error instanceof UserError || error.name === "AbortError") return error;
  const [status, { name }] = [statusOf(error), error];
  if (/Credentials|TokenProvider/.test(name)) return lakeErrors.noCredentials({ place });
  if (/region is missing/i.test(error.message)) return lakeErrors.noRegion({ place });
  if (name === "NoSuchBucket") return lakeErrors.noBucket({ place });
  if (status === 401 || status === 403) return lakeErrors.refused({ place, reason: reasonOf(status, name) });
  if (status !== undefined) return lakeErrors.failed({ place, reason: reasonOf(status, name) });
  const why = networkFailure(error);
  return why === undefined || systemFailure(error) !== undefined ? error : lakeErrors.unreachable({ place, why });
}

function reasonOf(status: number, name: string): string {
  return /^[A-Za-z]{3,40}$/.test(name) && name !== "Error" ? `${status} ${name}` : String(status);
}

/** The network's failure if S3 never answered; undefined for other failures. */
function networkFailure(error: Error): string | undefined {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (code === "ECONNREFUSED") return "Nothing listens at its address.";
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") return "Its name is not known to the network.";
  if (/CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME/.test(code)) return `Its certificate is not trusted (${code}).`;
  if (/^EPROTO|SSL/.test(code)) return `It does not speak TLS as expected (${code}).`;
  if (error.name === "TimeoutError" || /TIMEDOUT|TIMEOUT/.test(code)) return "It did not answer in time.";
  const isBrokenOff = /^E(CONN|PIPE|HOST|NET)/.test(code) || /aborted|premature|socket|hang up/i.test(error.message);
  return isBrokenOff ? "The connection broke off, also when tried again." : undefined;
}
