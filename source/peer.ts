import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import manifest from "../package.json" with { type: "json" };
import { dataDir } from "./data-dir.ts";
import { systemErrors } from "./errors/system.ts";

/** A package that one command needs and `npm ci` does not install. */
export type PeerName = keyof typeof manifest.peerDependencies;

/**
 * Loads an optional package: the one beside the program, else the one in Grounds' own folder of peers, which is there
 * whichever way Grounds was installed. Where there is none, the failure names the `npm install` that brings it.
 *
 * @param needs what needs it, as the subject of a sentence: "Reading from S3"
 */
export async function loadPeer<Module>(name: PeerName, needs: string): Promise<Module> {
  for (const folder of [import.meta.dirname, peersDir()]) {
    const file = fileIn(folder, name);
    if (file !== undefined) return (await import(/* @vite-ignore */ pathToFileURL(file).href)) as Module;
  }
  throw systemErrors.missingPeer({ name, needs, version: manifest.peerDependencies[name], folder: peersDir() });
}

/** Grounds' own folder of peers: `GROUNDS_PEERS`, else `peers` in the data folder. */
function peersDir(): string {
  return process.env.GROUNDS_PEERS ?? join(dataDir(), "peers");
}

function fileIn(folder: string, name: string): string | undefined {
  try {
    return createRequire(join(folder, "any.js")).resolve(name);
  } catch {
    return undefined;
  }
}
