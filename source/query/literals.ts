import { type Parameter, Parameters } from "./statement.ts";

/** Values as SQL literals: an expression of the catalog takes no parameters. */
export class Literals extends Parameters {
  override bind(value: Parameter): string {
    return typeof value === "number" ? String(value) : `'${value.replaceAll("'", "''")}'`;
  }
}
