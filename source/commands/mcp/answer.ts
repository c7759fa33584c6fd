/** The members of a JSON document whose values are JSON already: amounts keep all their digits. */
export function jsonOf(members: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(members).filter(([, json]) => json !== undefined);
  return `{${given.map(([name, json]) => `${JSON.stringify(name)}:${json}`).join(",\n")}}`;
}

/** The first rows of a JSON array with one object per row, and the number of all rows. */
export function firstRows(text: string, most: number): { readonly rows: string; readonly count: number } {
  const objects = text.split("\n },\n").length;
  const count = text.trim() === "[]" ? 0 : objects;
  if (count <= most) return { rows: text.trim(), count };
  return { rows: `${text.split("\n },\n").slice(0, most).join("\n },\n")}\n }\n]`, count };
}
