import { projectErrors } from "../../errors/project.ts";
import type { ModelError } from "../../errors.ts";

/** What ordering needs to know about a model. */
export interface Node {
  readonly name: string;
  readonly file: string;
  readonly refs: readonly string[];
}

/** The models ordered so that each comes after all it refers to, otherwise as given. Throws ModelError for a cycle. */
export function inOrder<N extends Node>(nodes: readonly N[]): readonly N[] {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const ordered = new Set<N>();
  const visit = (node: N, path: readonly string[]): void => {
    if (ordered.has(node)) return;
    if (path.includes(node.name)) throw circle(node, [...path.slice(path.indexOf(node.name)), node.name]);
    for (const name of node.refs) {
      const next = byName.get(name);
      if (next) visit(next, [...path, node.name]);
    }
    ordered.add(node);
  };
  for (const node of nodes) visit(node, []);
  return [...ordered];
}

/** The named models and all that depend on them, directly or not. */
export function withDescendants(nodes: readonly Node[], names: ReadonlySet<string>): ReadonlySet<string> {
  const found = new Set(names);
  for (const node of inOrder(nodes)) if (node.refs.some((name) => found.has(name))) found.add(node.name);
  return found;
}

function circle(node: Node, names: readonly string[]): ModelError {
  return projectErrors.circle({ model: node.name, file: node.file, line: 1 }, { names });
}
