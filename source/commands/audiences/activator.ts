import type { PlanInput } from "../../activate/run.ts";
import type { ActivationProgress, ActivationRun, Audience, Send } from "../../domain/activation.ts";
import { activationErrors } from "../../errors/activation.ts";
import type { Session } from "../session.ts";
import { contactsOf } from "./contacts.ts";

/** A send with its audience resolved. */
export type FoundSend = Omit<Send, "audience"> & { readonly audience: Audience };

const fields = { meta: 'audience: "ID"', google: 'account: "ID", list: "ID"' } as const;

/** The input of a plan or a run; throws UserError if the audience has no id at the network. */
export function planInput(session: Session, folder: string, send: FoundSend, signal: AbortSignal): PlanInput {
  const { audience, network } = send;
  const destination = audience.destinations[network];
  if (destination === undefined)
    throw activationErrors.noDestination({ name: audience.name, network, fields: fields[network] });
  return { ...send, destination, contacts: contactsOf(session, audience, signal), folder };
}

/** What happens while an audience is sent. */
export interface SendListener {
  readonly onProgress: (progress: ActivationProgress) => void;
  /** Why it waits; empty once it continues. */
  readonly onWait: (why: string) => void;
}

/** Sends an audience, one process at a time, and resolves to the run. Rejects with UserError or AbortError. */
export async function sendAudience(
  session: Session,
  folder: string,
  send: FoundSend,
  { onProgress, onWait }: SendListener,
  signal: AbortSignal,
): Promise<ActivationRun> {
  const [{ networks }, { connect }, { runActivation }, { holdingLock }] = await Promise.all([
    import("../../activate/files.ts"),
    import("../../activate/http.ts"),
    import("../../activate/run.ts"),
    import("../../activate/locked.ts"),
  ]);
  const connection = connect(networks[send.network], process.env, { signal, onWait });
  const input = { ...planInput(session, folder, send, signal), connection };
  const steps = holdingLock(folder, () => runActivation(input));
  let step = await steps.next();
  for (; !step.done; step = await steps.next()) onProgress(step.value);
  return step.value;
}
