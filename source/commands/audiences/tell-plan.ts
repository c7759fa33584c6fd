import type { ActivationPlan } from "../../domain/activation.ts";
import { counted } from "../../domain/format.ts";
import type { Streams } from "../command.ts";

/** A summary of a run, in lines. */
function planLines({ counts, adds, removes, sentBefore }: ActivationPlan): readonly string[] {
  const { members, withEmail, withPhone, withAddress, optedOut, refused, unknown, unreachable, sendable } = counts;
  const n = (value: number) => counted(value);
  return [
    `${n(members)} customers fit the rule: ${n(withEmail)} with e-mail, ${n(withPhone)} with phone, ${n(withAddress)} with name and postal code`,
    `${n(sendable)} may be sent; ${n(optedOut)} objected, ${n(refused)} refused consent, ${n(unknown)} never answered, ${n(unreachable)} have neither e-mail nor phone`,
    `since the last send (${n(sentBefore)} members): ${n(adds)} to add, ${n(removes)} to remove`,
  ];
}

/** On stderr: results go to stdout. */
export function tellPlan(plan: ActivationPlan, { log }: Pick<Streams, "log">): void {
  for (const line of planLines(plan)) log.write(`${line}\n`);
}
