import { compileProject } from "../../source/warehouse/project/compile.ts";
import { readProjectFiles } from "../../source/warehouse/project/project-files.ts";

/** What another engine's dbt project would give in place of DuckDB's ways: macros by name, as their bodies. */
const engines: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  spark: {
    "elapsed_days(from_time, to_time)":
      "cast(floor((unix_micros({{ to_time }}) - unix_micros({{ from_time }})) / 86400000000) as int)",
    "calendar_days(from_date, to_date)": "datediff({{ to_date }}, {{ from_date }})",
    "add_days(time, days)": "{{ time }} + interval {{ days }} days",
    "every_day(from_date, to_date)":
      "select explode(sequence({{ from_date }}, {{ to_date }}, interval 1 day)) as date_day",
    "whole_steps(count, length)": "cast(floor(({{ count }}) / {{ length }}) as int)",
    "key_hash(text)": "xxhash64({{ text }})",
    "distinct_count(value)": "count(distinct {{ value }})",
  },
  trino: {
    "elapsed_days(from_time, to_time)": "cast(date_diff('second', {{ from_time }}, {{ to_time }}) / 86400 as integer)",
    "calendar_days(from_date, to_date)": "cast(date_diff('day', {{ from_date }}, {{ to_date }}) as integer)",
    "add_days(time, days)": "{{ time }} + interval '{{ days }}' day",
    "every_day(from_date, to_date)":
      "select day as date_day from unnest(sequence({{ from_date }}, {{ to_date }}, interval '1' day)) as days (day)",
    "whole_steps(count, length)": "({{ count }}) / {{ length }}",
    "key_hash(text)": "from_big_endian_64(xxhash64(to_utf8({{ text }})))",
    "distinct_count(value)": "count(distinct {{ value }})",
  },
};

/** Silver and gold rendered with the macros of another engine in place of DuckDB's own, as dbt's dispatch would choose them. */
export async function portableSql(
  projectDir: string,
  dialect: string,
): Promise<readonly (readonly [name: string, sql: string])[]> {
  const files = await readProjectFiles(projectDir);
  const texts = new Map(
    [...files.texts].map(([path, text]) => [path, path.startsWith("macros/") ? foreign(text, dialect) : text]),
  );
  const { models } = await compileProject({ ...files, texts }, {});
  const quote = dialect === "spark" ? "`" : '"';
  return models
    .filter((model) => model.schema !== "bronze")
    .map(
      (model) => [model.name, model.sql.replace(/"(\w+)"\."(\w+)"/g, `${quote}$1${quote}.${quote}$2${quote}`)] as const,
    );
}

/** A macro file whose bodies for DuckDB, and defaults, are those of the engine where it has its own. */
function foreign(text: string, dialect: string): string {
  return text.replace(
    /(\{%-? macro )(?:duckdb|default)__(\w+)(\([^)]*\) -?%\})[\s\S]*?(\{%-? endmacro -?%\})/g,
    (all, head: string, name: string, args: string, tail: string) => {
      const body = engines[dialect]?.[`${name}${args.replace(/ -?%\}$/, "")}`];
      return body === undefined
        ? all
        : `${head}${all.includes("duckdb__") ? "duckdb" : "default"}__${name}${args}\n${body}\n${tail}`;
    },
  );
}
