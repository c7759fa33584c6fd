/** The innermost message, since its wrappers say little. */
export function whyOf(error: unknown): string {
  if (error instanceof AggregateError && error.errors.length > 0) return whyOf(error.errors.at(-1));
  if (error instanceof Error && error.cause instanceof Error) return whyOf(error.cause);
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}

/** Every message and code in an error and in its inner errors. */
function allWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error instanceof AggregateError ? error.errors : [];
  const { apiId = "", code = "" } = error as { readonly apiId?: string; readonly code?: unknown };
  return [error.message, apiId, String(code), ...inner.map(allWords), error.cause ? allWords(error.cause) : ""].join(
    " ",
  );
}

const lasting = [
  /(AUTHENTICATION|AUTHORIZATION)_FAILED|PLT_KFK_AUTHENTICATION|SASL_MECHANISM|ILLEGAL_SASL_STATE/,
  /MESSAGE_TOO_LARGE|RECORD_LIST_TOO_LARGE|POLICY_VIOLATION/,
  /SELF_SIGNED_CERT|CERT_HAS_EXPIRED|CERT_ALTNAME_INVALID|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER_CERT|DEPTH_ZERO/,
];

/** Whether brokers reject something that will not change at the next try, such as a password, a permission or a certificate. */
export function isRefusal(error: unknown): boolean {
  const words = allWords(error);
  return lasting.some((pattern) => pattern.test(words));
}

/** Whether a broker has no topic of the requested name. */
export function isNoTopic(error: unknown): boolean {
  return allWords(error).includes("UNKNOWN_TOPIC_OR_PARTITION");
}
