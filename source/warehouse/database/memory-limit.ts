import { totalmem } from "node:os";

/** Memory limit of DuckDB: GROUNDS_MEMORY_LIMIT, otherwise 60 % of the memory of the machine or its container. */
export function memoryLimit(): string {
  const constrained = process.constrainedMemory();
  const available = constrained > 0 && constrained < totalmem() ? constrained : totalmem();
  return process.env.GROUNDS_MEMORY_LIMIT ?? `${Math.max(512, Math.floor((available * 0.6) / 2 ** 20))}MiB`;
}

/**
 * The part of a build's limit for loading if raw tables go to a file: as fast as with more, and the same for a large file as
 * for a small one.
 */
export function limitToLoad(limit: string): string {
  return bytesOf(limit) > bytesOf(maxToLoad) ? maxToLoad : limit;
}

const maxToLoad = "384MB";

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

/** Bytes of a limit as DuckDB writes it; one that cannot be parsed counts as no limit. */
export function bytesOf(limit: string): number {
  const [, number, unit = ""] = /^\s*([\d.]+)\s*([a-z]+)\s*$/i.exec(limit) ?? [];
  return Number(number ?? Number.NaN) * (units[unit.toLowerCase()] ?? Number.NaN) || Number.POSITIVE_INFINITY;
}
