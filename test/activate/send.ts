import { holdingLock } from "../../source/activate/locked.ts";
import { runActivation } from "../../source/activate/run.ts";
import { activated } from "./activated.ts";
import { people } from "./someone.ts";

/** A run in a separate process, to be killed: address, folder of the ledger, number of customers. */
const [address = "", folder = "", count = "0"] = process.argv.slice(2);
process.stdout.write("ready\n");
const contacts = people(Number(count));
const input = activated({ fake: { url: address }, folder, contacts, network: "meta" });
const steps = holdingLock(folder, () =>
  runActivation({
    ...input,
    connection: { ...input.connection, network: { ...input.connection.network, batchSize: 25 } },
  }),
);
for (let step = await steps.next(); !step.done; step = await steps.next());
