import * as z from "zod";
import { allTableNames, contractOf, type TableName, tableNamed } from "./contract-tables.ts";
import { mappingSchema } from "./mapping-schema.ts";

type Json = Record<string, unknown>;

/** The JSON Schema of `grounds.yml`, from the schema that reads it and the contract's columns, for completion in editors. */
export function mappingJsonSchema(): Json {
  const schema: Json = z.toJSONSchema(mappingSchema, { io: "input", target: "draft-7" });
  const properties = asObject(schema.properties);
  const any = asObject(asObject(properties.tables).additionalProperties);
  return {
    ...schema,
    title: "Grounds mapping",
    description: "Which files fill which tables of the contract, and where each column comes from.",
    properties: {
      ...properties,
      tables: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(allTableNames.map((name) => [name, tableSchema(any, tableNamed(name))])),
      },
    },
  };
}

function tableSchema(any: Json, table: TableName): Json {
  const { columns, required } = contractOf(table);
  const properties = asObject(any.properties);
  const expression = asObject(asObject(properties.columns).additionalProperties);
  return {
    ...any,
    properties: {
      ...properties,
      distinct_on: { ...asObject(properties.distinct_on), enum: columns },
      columns: {
        type: "object",
        additionalProperties: false,
        properties: Object.fromEntries(columns.map((column) => [column, expression])),
        required,
      },
    },
  };
}

function asObject(value: unknown): Json {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
