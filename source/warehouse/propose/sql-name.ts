/** A column as SQL in the mapping, quoted only if necessary. */
export function sqlName(name: string, reserved: ReadonlySet<string>): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) && !reserved.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
