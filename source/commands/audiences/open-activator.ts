import type { Audience, Audiences, Send, SendPreview } from "../../domain/activation.ts";
import { activationErrors } from "../../errors/activation.ts";
import type { UserError } from "../../errors.ts";
import type { Activator, ViewKeeper } from "../../ui/state/core.ts";
import type { Session } from "../session.ts";
import type { FoundSend } from "./activator.ts";

/** Audiences for the screens; everything is loaded when the first one is opened. */
export function openActivator(session: Session, source: string, warehouse: string, views: ViewKeeper): Activator {
  const fileOf = async () => (await import("./audiences-place.ts")).audiencesFileOf(source);
  const folderOf = async () => (await import("../../activate/ledger.ts")).ledgerFolderOf(warehouse);
  const read = async () => {
    const { readAudiences } = await import("./audiences-file.ts");
    return readAudiences(await fileOf(), { ...session, views });
  };
  const found = async (send: Send): Promise<FoundSend> => {
    const one = (await read()).find(({ name }) => name === send.audience);
    if (one?.error) throw one.error;
    if (one?.audience === undefined)
      throw activationErrors.noAudience({ name: send.audience, next: "It was removed." });
    return { ...send, audience: one.audience };
  };
  return {
    async audiences(): Promise<Audiences> {
      const { pastRuns } = await import("../../activate/ledger.ts");
      const all = (await read()).map(({ name, audience, error }) => ({ name, audience, problem: textOf(error) }));
      return { file: await fileOf(), all, runs: await pastRuns(await folderOf()) };
    },
    preview: async (send, signal) => previewOf(session, await folderOf(), await found(send), signal),
    async save({ name, slice }) {
      const { saveAudience } = await import("./audiences-file.ts");
      await saveAudience(await fileOf(), name, slice);
      return fileOf();
    },
    async send(send, onProgress, signal) {
      const { sendAudience } = await import("./activator.ts");
      const onWait = (waiting: string) => onProgress({ waiting });
      return sendAudience(session, await folderOf(), await found(send), { onProgress, onWait }, signal);
    },
  };
}

/** The counts, even of an audience that has no id at the network yet. */
async function previewOf(session: Session, folder: string, send: FoundSend, signal: AbortSignal): Promise<SendPreview> {
  const [{ networks }, { planFor }, { whyNothingIsAdded }, { planInput }] = await Promise.all([
    import("../../activate/files.ts"),
    import("../../activate/run.ts"),
    import("../../activate/permission.ts"),
    import("./activator.ts"),
  ]);
  const { audience, network } = send;
  const isPlaced = audience.destinations[network] !== undefined;
  const placed: Audience = { ...audience, destinations: { ...audience.destinations, [network]: { id: "" } } };
  const input = planInput(session, folder, isPlaced ? send : { ...send, audience: placed }, signal);
  const planned = await planFor(input);
  const refusal = isPlaced ? whyNothingIsAdded(planned, networks[network], send.allowsUnknown) : noPlace(send);
  return { plan: planned.plan, refusal: textOf(refusal) };
}

function noPlace({ audience, network }: FoundSend): UserError {
  const fields = network === "meta" ? 'audience: "ID"' : 'account: "ID", list: "ID"';
  return activationErrors.noDestination({ name: audience.name, network, fields });
}

function textOf(error: UserError | undefined): string {
  return error === undefined ? "" : `${error.message}. ${error.next}`;
}
