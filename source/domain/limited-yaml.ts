import { CST, type Document, isNode, isScalar, Lexer, LineCounter, type Pair, parseDocument, visit } from "yaml";

/** The YAML of a small file, with the means to find the line of any part. */
export interface LimitedYaml {
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** Why a text cannot be used as YAML, and where. */
export class YamlFault extends Error {
  override readonly name = "YamlFault";
  readonly line: number;

  constructor(line: number, why: string) {
    super(why);
    this.line = line;
  }
}

/** More than any mapping or config needs; the parser's time and stack grow faster than these limits. */
const limits = { tokens: 20_000, depth: 50, anchors: 50 } as const;

/**
 * Reads one YAML document. Throws YamlFault for a text that is not YAML, gives a name twice, or goes beyond the limits of
 * length, nesting and aliases, all of which are checked before anything is expanded.
 */
export function parseLimitedYaml(text: string): LimitedYaml {
  refuseBeyondLimits(text);
  const lines = new LineCounter();
  // The parser compares every name with every other one; a set does the same in one pass (below).
  const document = parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false });
  const [broken] = document.errors;
  if (broken) throw new YamlFault(lines.linePos(broken.pos[0]).line, broken.message.slice(0, 200));
  visit(document, { Map: (_, map) => refuseRepeatedName(map.items, lines) });
  return { document, lines };
}

/** The document's plain values. Throws YamlFault if its aliases cannot be resolved. */
export function plainValues({ document }: LimitedYaml): unknown {
  try {
    return document.toJS();
  } catch (error) {
    if (error instanceof ReferenceError) throw new YamlFault(1, "its aliases cannot be resolved");
    throw error;
  }
}

/** The line of the innermost existing part of a path. */
export function lineAt({ document, lines }: LimitedYaml, keys: readonly PropertyKey[]): number {
  for (let length = keys.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function refuseBeyondLimits(text: string): void {
  let [line, tokens, flow, nested, anchors] = [1, 0, 0, 0, 0];
  for (const token of new Lexer().lex(text)) {
    const type = CST.tokenType(token);
    if (type === "newline") nested = 0;
    else if (type === "flow-seq-start" || type === "flow-map-start") flow += 1;
    else if (type === "flow-seq-end" || type === "flow-map-end") flow -= 1;
    else if (type === "seq-item-ind" || type === "explicit-key-ind") nested += 1;
    else if (type === "anchor" || type === "alias") anchors += 1;
    tokens += 1;
    if (tokens > limits.tokens) throw new YamlFault(line, `it has more than ${limits.tokens} parts`);
    if (flow + nested > limits.depth) throw new YamlFault(line, `it is nested more than ${limits.depth} deep`);
    if (anchors > limits.anchors) throw new YamlFault(line, `it has more than ${limits.anchors} anchors and aliases`);
    line += token.split("\n").length - 1;
  }
}

function refuseRepeatedName(pairs: readonly Pair[], lines: LineCounter): void {
  const seen = new Set<unknown>();
  for (const { key } of pairs) {
    if (!isScalar(key)) continue;
    if (seen.has(key.value)) throw new YamlFault(lines.linePos(key.range?.[0] ?? 0).line, "the same name stands twice");
    seen.add(key.value);
  }
}
