import { normalName } from "./normal-name.ts";

/** Whether a column is named as a telephone number. */
export function isPhoneName(name: string): boolean {
  return /^((customer|client|contact|buyer|billing|mobile|cell|home|guest)_)?(phone|telephone|mobile|cell|tel|telefon|telefono|telefone|telefoon|handy|whatsapp)(_(no|nr|number|nummer))?$/.test(
    normalName(name),
  );
}

/** A telephone number without what is written between its digits: +49 (170) 12 and 0049 170-12 are one. */
export function phoneDigits(sql: string): string {
  return `regexp_replace(regexp_replace(trim(${sql}), '^00', '+'), '[ ()./-]', '', 'g')`;
}
