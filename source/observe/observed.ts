import type { BuildEvent } from "../domain/build-event.ts";
import { request } from "../network.ts";
import type { RunContext } from "../warehouse/build/run-context.ts";
import { metricBody } from "./metrics.ts";
import { type Observation, Observer } from "./observation.ts";
import type { ObserveSettings } from "./settings.ts";
import { traceBody } from "./spans.ts";

/** The longest wait for a receiver. */
const mostMs = 2000;

export interface ObserveOptions {
  readonly context: RunContext;
  readonly settings: ObserveSettings;
  /** Receives what could not be sent, in one line. */
  readonly onFailure: (line: string) => void;
  /** Whether nobody waits for the receiver, for example because screens are about to open. */
  readonly isInBackground?: boolean;
}

/**
 * Passes a build's events on, and once it has ended, well or not, sends its spans and metrics. A receiver that fails or hangs
 * costs two seconds at most (none in the background), and never fails the build.
 */
export async function* observed<Outcome>(
  events: AsyncGenerator<BuildEvent, Outcome>,
  options: ObserveOptions,
): AsyncGenerator<BuildEvent, Outcome> {
  const observer = new Observer();
  let failure: unknown;
  try {
    for (;;) {
      const step = await events.next();
      if (step.done) return step.value;
      observer.see(step.value);
      yield step.value;
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    await events.return(undefined as Outcome);
    const sending = observer.hasBegun ? send(observer.ended(failure), options) : undefined;
    if (options.isInBackground !== true) await sending;
  }
}

async function send(seen: Observation, { context, settings, onFailure }: ObserveOptions): Promise<void> {
  const { traces, metrics } = settings;
  await Promise.all([
    traces === undefined ? undefined : post(traces, traceBody(seen, context, settings), settings, onFailure),
    metrics === undefined ? undefined : post(metrics, metricBody(seen, context, settings), settings, onFailure),
  ]);
}

/** Headers and addresses may contain a password, so neither is reported. */
async function post(
  url: string,
  body: object,
  { headers }: ObserveSettings,
  onFailure: (line: string) => void,
): Promise<void> {
  try {
    const answer = await request(url, {
      method: "POST",
      headers: { ...headers, "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(mostMs),
      redirect: "error",
    });
    await answer.body?.cancel();
    if (!answer.ok) onFailure(`telemetry was not sent: the receiver answered ${answer.status}`);
  } catch (error) {
    const isLate = error instanceof Error && error.name === "TimeoutError";
    onFailure(
      `telemetry was not sent: ${isLate ? `no answer within ${mostMs / 1000} s` : "the receiver cannot be reached"}`,
    );
  }
}
