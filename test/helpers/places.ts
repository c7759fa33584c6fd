import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const tinySource = join(root, "test/fixtures/tiny");
export const projectDir = join(root, "sql");
