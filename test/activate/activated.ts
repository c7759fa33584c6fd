import type { Contact } from "../../source/activate/contact.ts";
import { networks } from "../../source/activate/files.ts";
import type { RunInput } from "../../source/activate/run.ts";
import type { NetworkName } from "../../source/domain/activation.ts";
import { emptySlice } from "../../source/domain/slice.ts";
import type { FakeNetworks } from "./fake-networks.ts";
import { reading } from "./someone.ts";

export interface Activated {
  readonly fake: Pick<FakeNetworks, "url">;
  readonly folder: string;
  readonly contacts: readonly Contact[];
  readonly network: NetworkName;
}

/** The input of a run on the fake networks: small batches, waits of a millisecond. */
export function activated({ fake, folder, contacts, network }: Activated): RunInput {
  return {
    audience: { name: "lapsed", description: "", slice: emptySlice, orders: 1, destinations: {} },
    destination: network === "meta" ? { id: "123" } : { id: "77", account: "55" },
    mode: "mirror",
    allowsUnknown: false,
    contacts: reading(contacts),
    folder,
    connection: {
      network: { ...networks[network], batchSize: 40 },
      ...{ address: fake.url, token: "secret-token", headers: {}, signal: new AbortController().signal },
      onWait: () => {},
      times: { firstWaitMs: 1, answerMs: 2000 },
    },
  };
}
