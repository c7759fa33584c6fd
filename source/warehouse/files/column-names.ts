/** Names of a table's columns as they are used, and which of them had to be made. */
export interface ColumnNames {
  readonly columns: readonly string[];
  /** Of names that were there before, in upper or lower case: the second is called `name_2`. */
  readonly twice: readonly string[];
}

/** Trims names, calls a blank one `column_N`, and tells those apart that are the same but for case, as SQL does. */
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

/** `_record` and `_line` tell a record's place: columns of these names keep their values under others. */
export function ownName(name: string): string {
  return /^_(record|line)$/i.test(name) ? `${name}_own` : name;
}
