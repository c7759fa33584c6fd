/** The names of a table's columns as used here, and which of them had to be changed. */
export interface ColumnNames {
  readonly columns: readonly string[];
  /** Names that occurred before, in any case: the second one becomes `name_2`. */
  readonly twice: readonly string[];
}

/** Trims names, names a blank one `column_N`, and makes names distinct that differ only by case, as SQL requires. */
export function columnNames(cells: readonly string[]): ColumnNames {
  const seen = new Set<string>();
  const twice: string[] = [];
  const columns = cells.map((cell, index) => {
    const name = ownName(cell.replaceAll(/\s+/g, " ").trim() || `column_${index + 1}`);
    let own = name;
    for (let number = 2; seen.has(own.toLowerCase()); number += 1) own = `${name}_${number}`;
    if (own !== name) twice.push(cell.trim());
    seen.add(own.toLowerCase());
    return own;
  });
  return { columns, twice };
}

/** `_record` and `_line` are a record's position, so columns of these names get other names. */
export function ownName(name: string): string {
  return /^_(record|line)$/i.test(name) ? `${name}_own` : name;
}
