import type { Lookml } from "./parse-lookml.ts";

/** A query in Looker's form: field names with their view, and values of filter-only fields. */
export interface LookerQuery {
  readonly explore: string;
  readonly fields: readonly string[];
  /** Values by the name of a field of the view `bought`. */
  readonly bought?: Readonly<Record<string, readonly string[]>>;
}

interface Field {
  readonly kind: "dimension" | "measure";
  readonly view: string;
  readonly timeframe?: string;
  readonly lookml: Lookml;
}

/** Writes the SQL that Looker would write for DuckDB for a query on a project's views and explores. */
export class Looker {
  readonly #views: ReadonlyMap<string, Lookml>;
  readonly #explores: ReadonlyMap<string, Lookml>;

  constructor(files: readonly Lookml[]) {
    this.#views = byName(files.flatMap((file) => all(file, "views")));
    this.#explores = byName(files.flatMap((file) => all(file, "explores")));
  }

  /** The names of the dimensions and measures that an explore offers, as view.field. */
  offered(explore: string): { readonly dimensions: readonly string[]; readonly measures: readonly string[] } {
    const removed = new Set(
      texts(this.#explore(explore), "fields")
        .filter((one) => one.startsWith("-"))
        .flatMap((one) => this.#setOf(one.slice(1, -1))),
    );
    const names = this.#viewsIn(explore).flatMap((view) =>
      [...this.#fieldsOf(view).keys()].map((one) => `${view}.${one}`),
    );
    const kept = names.filter(
      (name) => !removed.has(name) && !name.endsWith("_raw") && this.#field(name).lookml.hidden !== "yes",
    );
    const isMeasure = (name: string) => this.#field(name).kind === "measure";
    return { dimensions: kept.filter((name) => !isMeasure(name)), measures: kept.filter(isMeasure) };
  }

  sql({ explore, fields, bought = {} }: LookerQuery): string {
    const fanned = all(this.#explore(explore), "joins").some((join) => join.relationship === "one_to_many")
      ? explore
      : "";
    const groups = fields.filter((name) => this.#field(name).kind === "dimension").map((_, index) => String(index + 1));
    const columns = fields.map((name) => `${this.#expression(name, fanned)} as "${name}"`);
    return [
      `select ${columns.join(", ")}`,
      `from ${this.#tableOf(explore)} as ${explore}`,
      ...all(this.#explore(explore), "joins").flatMap((join) => this.#join(join, bought)),
      ...(groups.length === 0 ? [] : [`group by ${groups.join(", ")}`]),
    ].join("\n");
  }

  #join(join: Lookml, bought: NonNullable<LookerQuery["bought"]>): readonly string[] {
    if (typeof join.sql_on !== "string") return [];
    const view = String(join.name);
    const type = String(join.type).replace("_", " ");
    const conditions = join.sql_on.replaceAll(
      /\{% condition bought\.(\w+) %\} (\S+) \{% endcondition %\}/g,
      (_, name: string, column: string) => {
        const values = bought[name];
        return values === undefined ? "1=1" : `${column} in (${values.map((value) => `'${value}'`).join(", ")})`;
      },
    );
    return [
      `${type.replace(" outer", "")} join ${this.#tableOf(view)} as ${view} on ${this.#resolved(conditions, view, "")}`,
    ];
  }

  #expression(name: string, fanned: string): string {
    const { view, kind, lookml, timeframe } = this.#field(name);
    const plain = typeof lookml.sql === "string" ? this.#resolved(lookml.sql, view, fanned) : "";
    const sql =
      this.#onlyWhere(plain || `${view}.${this.#primaryKey(view)}`, texts(lookml, "filters"), fanned) ?? plain;
    if (kind === "dimension") {
      if (timeframe === undefined || timeframe === "raw" || timeframe === "date") return sql;
      return `cast(date_trunc('${timeframe}', ${sql}) as date)`;
    }
    switch (lookml.type) {
      case "count":
        return `count(${fanned === view ? "distinct " : ""}${sql || `${view}.${this.#primaryKey(view)}`})`;
      case "count_distinct":
        return `count(distinct ${sql})`;
      case "sum":
        if (fanned === view) throw new Error(`${name} would be summed more than once`);
        return `coalesce(sum(${sql}), 0)`;
      default:
        return sql;
    }
  }

  /** A measure's filters, in Looker's filter expressions, as conditions on what it counts or sums. */
  #onlyWhere(sql: string, filters: readonly string[], fanned: string): string | undefined {
    if (filters.length === 0) return undefined;
    const conditions = filters.map((filter) => {
      const [, field = "", text = ""] = /^([\w.]+): ([\s\S]*)$/.exec(filter) ?? [];
      return conditionOf(this.#expression(field, fanned), text, String(this.#field(field).lookml.type));
    });
    return `case when ${conditions.join(" and ")} then ${sql} end`;
  }

  #resolved(sql: string, view: string, fanned: string): string {
    return sql
      .replaceAll(/\$\{TABLE\}/g, view)
      .replaceAll(/\$\{(\w+\.\w+)\}/g, (_, name: string) => `(${this.#expression(name, fanned)})`);
  }

  #field(name: string): Field {
    const [view = "", field = ""] = name.split(".");
    const found = this.#fieldsOf(view).get(field);
    if (found) return found;
    throw new Error(`no field ${name}`);
  }

  #fieldsOf(view: string): ReadonlyMap<string, Field> {
    const lookml = this.#view(view);
    const groups = all(lookml, "dimension_groups").flatMap((group) =>
      texts(group, "timeframes").map(
        (timeframe) => [`${group.name}_${timeframe}`, { kind: "dimension", view, timeframe, lookml: group }] as const,
      ),
    );
    const plain = (kind: "dimension" | "measure") =>
      all(lookml, `${kind}s`).map((one) => [String(one.name), { kind, view, lookml: one }] as const);
    const fields = [...plain("dimension"), ...groups, ...plain("measure")];
    const names = new Set(fields.map(([name]) => name));
    if (names.size < fields.length) throw new Error(`two fields of ${view} have one name`);
    return new Map<string, Field>(fields);
  }

  #setOf(name: string): readonly string[] {
    const [view = "", set] = name.split(".");
    const found = all(this.#view(view), "sets").find((one) => one.name === set);
    if (!found) throw new Error(`no set ${name}`);
    return texts(found, "fields").map((field) => `${view}.${field}`);
  }

  #primaryKey(view: string): string {
    return String(all(this.#view(view), "dimensions").find((one) => one.primary_key === "yes")?.name);
  }

  #viewsIn(explore: string): readonly string[] {
    const joined = all(this.#explore(explore), "joins").filter((join) => typeof join.sql_on === "string");
    return [explore, ...joined.map((join) => String(join.name))];
  }

  #tableOf(view: string): string {
    return String(this.#view(view).sql_table_name);
  }

  #view(name: string): Lookml {
    return found(this.#views, name);
  }

  #explore(name: string): Lookml {
    return found(this.#explores, name);
  }
}

function found(map: ReadonlyMap<string, Lookml>, name: string): Lookml {
  const one = map.get(name);
  if (one) return one;
  throw new Error(`no view or explore ${name}`);
}

function byName(all: readonly Lookml[]): ReadonlyMap<string, Lookml> {
  return new Map(all.map((one) => [String(one.name), one]));
}

function all(lookml: Lookml, name: string): readonly Lookml[] {
  return (lookml[name] ?? []) as readonly Lookml[];
}

function texts(lookml: Lookml, name: string): readonly string[] {
  return (lookml[name] ?? []) as readonly string[];
}

/** A filter expression as SQL: `a,b`, `-a,-b`, `NULL`; for numbers `1, 2`, `NOT 1`, `NOT NULL`; ^ escapes the next letter. */
function conditionOf(column: string, text: string, type: string): string {
  const isNumber = type === "number";
  const parts = isNumber ? text.split(/,\s*/) : (text.match(/(?:\^.|[^,^])+/g) ?? []);
  const isNot = (part: string) => part.startsWith(isNumber ? "NOT " : "-");
  const matches = parts.map((part) => {
    const value = isNot(part) ? part.replace(/^(NOT |-)/, "") : part;
    if (value === "NULL") return `${column} is null`;
    const plain = value.replaceAll(/\^(.)/g, "$1").replaceAll("'", "''");
    return isNumber ? `${column} = ${value}` : `${column} = '${plain}'`;
  });
  const any = `coalesce(${matches.join(" or ")}, false)`;
  return parts.every(isNot) ? `not ${any}` : any;
}
