/** Where to send traces and metrics, from OpenTelemetry's own variables. */
export interface ObserveSettings {
  readonly traces: string | undefined;
  readonly metrics: string | undefined;
  /** May contain a password, so they are never shown. */
  readonly headers: Readonly<Record<string, string>>;
  readonly service: string;
  readonly attributes: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The settings of the environment; undefined if nothing is to be sent. */
export function observeSettings(environment: Environment): ObserveSettings | undefined {
  if (environment.OTEL_SDK_DISABLED === "true") return undefined;
  const base = environment.OTEL_EXPORTER_OTLP_ENDPOINT?.replace(/\/+$/, "");
  const of = (signal: string, path: string) =>
    environment[`OTEL_EXPORTER_OTLP_${signal}_ENDPOINT`] || (base ? `${base}/v1/${path}` : undefined);
  const [traces, metrics] = [of("TRACES", "traces"), of("METRICS", "metrics")];
  if (traces === undefined && metrics === undefined) return undefined;
  return {
    traces,
    metrics,
    headers: pairs(environment.OTEL_EXPORTER_OTLP_HEADERS),
    service: environment.OTEL_SERVICE_NAME || "grounds",
    attributes: pairs(environment.OTEL_RESOURCE_ATTRIBUTES),
  };
}

/** `a=1,b=2`, with URL escapes. */
function pairs(text: string | undefined): Readonly<Record<string, string>> {
  const entries = (text ?? "").split(",").map((pair) => /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair));
  return Object.fromEntries(entries.flatMap((found) => (found ? [[found[1] ?? "", unescaped(found[2] ?? "")]] : [])));
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
