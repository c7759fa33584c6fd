import { join } from "node:path";
import { type ActivationRun, type Audience, activationModes, networkNames } from "../domain/activation.ts";
import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import { activationErrors } from "../errors/activation.ts";
import { type ExitCode, exitCode } from "../errors.ts";
import { pageSheet } from "../export/sheet.ts";
import { writeNewFile } from "../export/write-file.ts";
import { type FoundSend, planInput, sendAudience } from "./audiences/activator.ts";
import { readAudiences } from "./audiences/audiences-file.ts";
import { audiencesFileOf } from "./audiences/audiences-place.ts";
import { contactsOf } from "./audiences/contacts.ts";
import { named } from "./audiences/named-audience.ts";
import { tellPlan } from "./audiences/tell-plan.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { openSession } from "./open-session.ts";
import { printSheet } from "./print-answer.ts";
import { keepViewsIn, viewsFolderOf } from "./saved-views.ts";
import { chooseSource, type Session } from "./session.ts";
import { answerOptions, choice, sourceOptions } from "./shared-options.ts";

const targets = [...networkNames, "file"] as const;

export const activateCommand: Command = {
  name: "activate",
  group: "connect",
  summary: "send an audience to Meta or Google, or write its upload file; hashed, only with consent",
  positional: { name: "AUDIENCE", isRequired: true },
  options: [
    { name: "to", value: "NETWORK", description: "meta, google, or file: CSV files for the upload pages of both" },
    {
      name: "mode",
      value: "MODE",
      description:
        "mirror (default: remove customers who no longer fit the rule) or upsert (remove only opt-outs and deleted customers)",
    },
    { name: "dry-run", description: "print the first batch, hashed, and the counts; send nothing" },
    { name: "validate-only", description: "let the network check token, ids and format; change nothing" },
    {
      name: "allow-without-consent",
      description: "send customers who never answered too; those who refused or objected are never sent",
    },
    ...sourceOptions.filter(({ name }) => name !== "memory"),
    { name: "out", value: "PATH", description: "the folder of the files; else the file that the run's row goes to" },
    ...answerOptions.filter(({ name }) => name === "format" || name === "overwrite"),
  ],
  async run(args, streams) {
    const [name = ""] = args.positionals;
    if (!args.has("to")) throw activationErrors.noNetwork();
    const to = choice(args, "to", targets, "file");
    const mode = choice(args, "mode", activationModes, "mirror");
    const source = { ...args, positionals: [] };
    // Without --memory there is always a file; the ledger of sent members is kept next to it.
    const { source: from, warehouse = "" } = chooseSource(source);
    const session = await openSession(source, streams);
    try {
      const views = keepViewsIn(viewsFolderOf(warehouse));
      const audience = named(name, readAudiences(await audiencesFileOf(from), { ...session, views }));
      const allowsUnknown = args.has("allow-without-consent");
      if (to === "file") return await writeFiles(session, audience, allowsUnknown, args, streams);
      const { ledgerFolderOf } = await import("../activate/ledger.ts");
      const folder = ledgerFolderOf(warehouse);
      const send: FoundSend = { audience, network: to, mode, allowsUnknown };
      if (args.has("dry-run")) return await printBatch(session, folder, send, streams);
      if (args.has("validate-only")) return await validate(session, folder, send, streams);
      return await sendTo(session, folder, send, args, streams);
    } finally {
      await session.close();
    }
  },
};

async function sendTo(session: Session, folder: string, send: FoundSend, args: Arguments, streams: Streams) {
  const tell = (text: string) => streams.log.write(`${cell(text)}\n`);
  const run = await sendAudience(
    session,
    folder,
    send,
    {
      onProgress: ({ sent, of }) => (of === 0 ? undefined : tell(`${counted(sent)} of ${counted(of)} changes sent`)),
      onWait: (why) => (why === "" ? undefined : tell(`waiting: ${why}`)),
    },
    streams.signal,
  );
  await printSheet(runSheet(run), args, streams);
  return exitCode.done;
}

/** A run as one row. */
function runSheet(run: ActivationRun) {
  const values = {
    ...{ audience: run.audience, network: run.network, mode: run.mode, status: run.status, added: run.added },
    ...{ removed: run.removed, rejected: run.rejected, without_consent: run.withoutConsent, opted_out: run.optedOut },
    ...{
      match_rate: run.matchRate || null,
      requests: run.requestIds.length,
      started_at: run.startedAt,
      run_id: run.id,
    },
  };
  const page = { columns: Object.keys(values), rows: [Object.values(values)], total: 1, sql: [] };
  return pageSheet(page, "");
}

/** The first request as it would be sent; on stderr the totals of all requests, and what would prevent the send. */
async function printBatch(session: Session, folder: string, send: FoundSend, streams: Streams): Promise<ExitCode> {
  const { planFor } = await import("../activate/run.ts");
  const { firstRequest } = await import("../activate/validate.ts");
  const { networks } = await import("../activate/files.ts");
  const { whyNothingIsAdded } = await import("../activate/permission.ts");
  const input = planInput(session, folder, send, streams.signal);
  const planned = await planFor(input);
  tellPlan(planned.plan, streams);
  const request = await firstRequest(input, planned);
  if (request !== undefined) streams.out.write(`${JSON.stringify(request, null, 2)}\n`);
  const refusal = whyNothingIsAdded(planned, networks[send.network], send.allowsUnknown);
  if (refusal !== undefined) throw refusal;
  return exitCode.done;
}

async function validate(session: Session, folder: string, send: FoundSend, streams: Streams): Promise<ExitCode> {
  const { networks } = await import("../activate/files.ts");
  const { connect } = await import("../activate/http.ts");
  const { validateRun } = await import("../activate/validate.ts");
  const network = networks[send.network];
  const connection = connect(network, process.env, { signal: streams.signal, onWait: () => {} });
  const { plan, requests } = await validateRun({ ...planInput(session, folder, send, streams.signal), connection });
  tellPlan(plan, streams);
  streams.log.write(
    `${network.label} accepts ${requests} ${requests === 1 ? "request" : "requests"}; nothing was changed\n`,
  );
  return exitCode.done;
}

/** One file per network, side by side. */
async function writeFiles(
  session: Session,
  audience: Audience,
  allowsUnknown: boolean,
  args: Arguments,
  streams: Streams,
): Promise<ExitCode> {
  const { audienceFile } = await import("../activate/files.ts");
  const { whyNotPermitted } = await import("../activate/permission.ts");
  const contacts = contactsOf(session, audience, streams.signal);
  for (const name of networkNames) {
    const { planned, bytes } = await audienceFile(contacts, name, allowsUnknown);
    const refusal = whyNotPermitted(planned, allowsUnknown);
    if (refusal !== undefined) throw refusal;
    if (name === networkNames[0]) tellPlan(planned.plan, streams);
    const file = join(args.get("out") ?? ".", `${audience.name}.${name}.csv`);
    if (args.has("dry-run")) continue;
    await writeNewFile(file, bytes(), args.has("overwrite"));
    streams.log.write(`wrote ${counted(planned.adds.size)} members to ${cell(file)}\n`);
  }
  return exitCode.done;
}
