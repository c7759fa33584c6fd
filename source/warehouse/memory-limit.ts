import { totalmem } from "node:os";

/** What DuckDB may take: GROUNDS_MEMORY_LIMIT, else 60 % of what the machine or its container has. */
export function memoryLimit(): string {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return process.env.GROUNDS_MEMORY_LIMIT ?? `${Math.max(512, Math.floor((available * 0.6) / 2 ** 20))}MiB`;
}
