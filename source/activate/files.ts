import type { NetworkName } from "../domain/activation.ts";
import { addBatches } from "./batches.ts";
import { google } from "./networks/google.ts";
import { meta } from "./networks/meta.ts";
import type { Network } from "./networks/network.ts";
import { type Planned, planRun, type ReadContacts } from "./plan.ts";

export const networks: Readonly<Record<NetworkName, Network>> = { meta, google };

/** A file for the upload page of a network: with its headers, hashed, and complete, since such an upload replaces the list. */
export interface AudienceFile {
  readonly network: Network;
  readonly planned: Planned;
  readonly bytes: () => AsyncIterable<Uint8Array>;
}

/** Everybody who may be sent, as a file for a network. */
export async function audienceFile(
  contacts: ReadContacts,
  name: NetworkName,
  allowsUnknown: boolean,
): Promise<AudienceFile> {
  const network = networks[name];
  const planned = await planRun(contacts, new Map(), { network: name, mode: "mirror", allowsUnknown });
  return { network, planned, bytes: () => lines(contacts, network, planned) };
}

async function* lines(contacts: ReadContacts, network: Network, { adds }: Planned): AsyncGenerator<Uint8Array> {
  yield Buffer.from(`${network.fileHeader.join(",")}\n`);
  for await (const { members } of addBatches(contacts, adds, network))
    yield Buffer.from(members.map(({ identifiers }) => `${network.fileRow(identifiers).join(",")}\n`).join(""));
}
