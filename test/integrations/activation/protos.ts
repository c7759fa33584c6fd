import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const folder = join(import.meta.dirname, "..");
const required = createRequire(join(folder, "package.json"));

/** The part of protobufjs that is used here. */
interface Field {
  readonly repeated: boolean;
  readonly type: string;
  resolve(): Field;
  readonly resolvedType: (Type & { readonly values?: Readonly<Record<string, number>> }) | null;
}

interface Type {
  readonly name: string;
  readonly fields: Readonly<Record<string, Field>>;
  fromObject(of: object): object;
  encode(of: object): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
  toObject(of: object, options: object): unknown;
}

/** A type of Google's Data Manager, from the protos that its own client ships. */
export function protoType(name: string): Type {
  const client = join(folder, "node_modules/@google-ads/datamanager/build/protos/protos.json");
  const { Root } = required("protobufjs");
  return Root.fromJSON(JSON.parse(readFileSync(client, "utf8"))).lookupType(`google.ads.datamanager.v1.${name}`);
}

export function clientVersion(): string {
  const file = join(folder, "node_modules/@google-ads/datamanager/package.json");
  return JSON.parse(readFileSync(file, "utf8")).version;
}

/** What a body has that its type does not: unknown fields, words outside an enumeration, values of another kind. */
export function faultsOf(type: Type, body: object, path = ""): readonly string[] {
  return Object.entries(body).flatMap(([name, value]) => {
    const field = type.fields[name]?.resolve();
    if (field === undefined) return [`${path}${name}: unknown field`];
    const values: readonly unknown[] = field.repeated ? value : [value];
    if (field.repeated !== Array.isArray(value)) return [`${path}${name}: a list, or no list`];
    return values.flatMap((each, index) => faultOf(field, each, `${path}${name}[${index}]`));
  });
}

function faultOf({ resolvedType, type }: Field, value: unknown, path: string): readonly string[] {
  if (resolvedType?.values) return Object.hasOwn(resolvedType.values, String(value)) ? [] : [`${path}: ${value}`];
  if (resolvedType) return typeof value === "object" && value ? faultsOf(resolvedType, value, `${path}.`) : [path];
  const wanted = type === "bool" ? "boolean" : type === "string" ? "string" : "number";
  return typeof value === wanted ? [] : [`${path}: no ${type}`];
}
