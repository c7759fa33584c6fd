/** DuckDB's syntax tree of a text, as `json_serialize_sql` writes it. */
type Tree = Readonly<Record<string, unknown>>;

/** Node classes that an expression may consist of: everything that works on the values of one row. */
const allowedClasses = new Set([
  ...["CONSTANT", "COLUMN_REF", "FUNCTION", "OPERATOR", "COMPARISON", "CONJUNCTION", "CASE", "CAST", "BETWEEN"],
  ...["COLLATE", "LAMBDA", "LAMBDA_REF", "WINDOW", "TYPE"],
]);

const namesOfClasses: Readonly<Record<string, string>> = {
  SUBQUERY: "a query of its own",
  STAR: "columns by pattern",
  PARAMETER: "a parameter",
  POSITIONAL_REFERENCE: "a column by number",
};

/** Functions that read the program's settings or state, besides those that DuckDB marks as volatile. */
const foreignFunction =
  /^(current_(setting|query|role|user|catalog)|getvariable|pg_|has_\w+_privilege|session_user|user$)/;

/** Functions whose result can be as large as a number says. */
const sizedFunctions = new Set(
  "range generate_series repeat lpad rpad list_resize array_resize bitstring format printf".split(" "),
);
const maxResultSize = 100_000;

/** The texts that DuckDB parses: an expression alone in two kinds of brackets. */
export function asStatements(expression: string): readonly [string, string] {
  // With one kind of brackets `a) + (b` would pass, and close the brackets of whatever it is inserted into.
  return [`select (${expression}\n)`, `select [${expression}\n]`];
}

/**
 * Why a text is not a single expression over the values of a row, from the syntax trees of `asStatements`; undefined if it is
 * one. `isVolatile` says whether a function's result depends on more than its arguments.
 */
export function shapeFault(accounts: readonly Tree[], isVolatile: (name: string) => boolean): string | undefined {
  const [alone, listed] = accounts.map(expressionOf);
  if (alone === undefined || listed === undefined) return `It is not one SQL expression${whyNot(accounts)}`;
  if (childrenOf(listed).length !== 1) return "It is not one SQL expression but several";
  return nodesIn(alone)
    .map((node) => nodeFault(node, isVolatile))
    .find((fault) => fault !== undefined);
}

/** The expression of a select that has nothing else; undefined for any other text. */
function expressionOf(account: Tree): Tree | undefined {
  const [statement, ...others] = asTrees(account.statements);
  const node = asTree(statement?.node);
  const [expression, ...more] = asTrees(node?.select_list);
  if (node === undefined || expression === undefined || others.length + more.length > 0) return undefined;
  const isBare =
    node.type === "SELECT_NODE" &&
    asTree(node.from_table)?.type === "EMPTY" &&
    [node.modifiers, node.group_expressions, node.group_sets].every((list) => asTrees(list).length === 0) &&
    [node.where_clause, node.having, node.sample, node.qualify].every((part) => part === null) &&
    expression.alias === "";
  return isBare ? expression : undefined;
}

function nodeFault(node: Tree, isVolatile: (name: string) => boolean): string | undefined {
  const kind = String(node.class);
  if (!allowedClasses.has(kind)) return `It holds ${namesOfClasses[kind] ?? kind.toLowerCase()}`;
  const name = typeof node.function_name === "string" ? node.function_name.toLowerCase() : "";
  if (isVolatile(name)) return `The answer of ${name}() depends on more than the row`;
  if (foreignFunction.test(name)) return `${name}() depends on something other than the row`;
  if (sizedFunctions.has(name) && childrenOf(node).some(isHuge))
    return `${name}() would make a value that is too large`;
  return undefined;
}

function isHuge(node: Tree): boolean {
  const { value } = asTree(node.value) ?? {};
  const numbers = typeof value === "string" ? (value.match(/\d+/g) ?? []).map(Number) : [Number(value ?? 0)];
  return numbers.some((number) => number > maxResultSize);
}

/** Every part of a tree that is an expression, the whole first. */
function nodesIn(tree: unknown): readonly Tree[] {
  if (Array.isArray(tree)) return tree.flatMap(nodesIn);
  const node = asTree(tree);
  if (node === undefined) return [];
  const within = Object.values(node).flatMap(nodesIn);
  return typeof node.class === "string" ? [node, ...within] : within;
}

function childrenOf(node: Tree): readonly Tree[] {
  return asTrees(node.children);
}

function whyNot(accounts: readonly Tree[]): string {
  const [alone] = accounts;
  return alone?.error_type === "parser" ? ` (${String(alone.error_message).split("\n")[0]})` : "";
}

function asTree(value: unknown): Tree | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
}

function asTrees(value: unknown): readonly Tree[] {
  return (Array.isArray(value) ? value : []).map(asTree).filter((tree) => tree !== undefined);
}
