#!/usr/bin/env -S node --min-semi-space-size=8 --max-semi-space-size=16
import module from "node:module";
import { join } from "node:path";

// Compiling takes as long as half of a launch: from the second one on it is read from beside the bundle, where one may write.
module.enableCompileCache?.(join(import.meta.dirname, ".compiled"));
await import("./main.ts");
