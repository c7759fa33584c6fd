import { totalmem } from "node:os";

/** What DuckDB may take: GROUNDS_MEMORY_LIMIT, else 60 % of what the machine or its container has. */
export function memoryLimit(): string {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return process.env.GROUNDS_MEMORY_LIMIT ?? `${Math.max(512, Math.floor((available * 0.6) / 2 ** 20))}MiB`;
}

/**
 * What loading may take of a build's limit where raw tables go to a file: it is as quick as with more, and takes as much of a
 * large file as of a small one.
 */
export function limitToLoad(limit: string): string {
  return bytesOf(limit) > bytesOf(mostToLoad) ? mostToLoad : limit;
}

const mostToLoad = "384MB";

const units: Readonly<Record<string, number>> = {
  kb: 1e3,
  mb: 1e6,
  gb: 1e9,
  tb: 1e12,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
  tib: 2 ** 40,
};

/** Of a limit as DuckDB writes it; what is not understood is taken for no limit. */
export function bytesOf(limit: string): number {
  const [, number, unit = ""] = /^\s*([\d.]+)\s*([a-z]+)\s*$/i.exec(limit) ?? [];
  return Number(number ?? Number.NaN) * (units[unit.toLowerCase()] ?? Number.NaN) || Number.POSITIVE_INFINITY;
}
