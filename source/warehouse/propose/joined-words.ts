/** Words of which old databases and shops make names without a mark between them, longer ones first. */
const parts =
  "transaction quantity customer discount currency shipping payment billing invoice product details address order client amount status number refund detail price total sales gross value email first sale cust prod item line unit cost date time name last paid code type list rate bill ship tax net qty ord inv amt stat id no ts dt"
    .split(" ")
    .toSorted((a, b) => b.length - a.length);

const shortest = 6;
/** A word of its own, although it is made of two. */
const whole = new Set(["datetime"]);

/** `paymentamount` as `payment_amount`; a name with any other letters, or with marks of its own, stays as it is. */
export function wordsApart(name: string): string {
  if (name.length < shortest || whole.has(name) || !/^[a-z]+$/.test(name)) return name;
  const words = split(name);
  return words === undefined ? name : words.join("_");
}

function split(text: string): readonly string[] | undefined {
  if (text === "") return [];
  for (const part of parts) {
    if (!text.startsWith(part)) continue;
    const rest = split(text.slice(part.length));
    if (rest !== undefined) return [part, ...rest];
  }
  return undefined;
}
