import { createHash } from "node:crypto";
import { copyFile, mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join, resolve, sep } from "node:path";
import { fileErrors } from "../errors/file.ts";
import { lakeErrors } from "../errors/lake.ts";
import type { Store, StoredFile } from "./store.ts";

/** Takes the lock for changes at a path; resolves to a function that releases it. */
type TakeLock = (path: string) => Promise<() => Promise<void>>;

/** A folder to publish to. Rejects with UserError if it contains something else. */
export async function openFolderStore(place: string, takeLock: TakeLock): Promise<Store> {
  const folder = resolve(place);
  const file = join(folder, "manifest.json");
  await refuseOther(folder, place);
  const manifest: Store["manifest"] = async () => {
    const text = await readFile(file, "utf8").catch(unless("ENOENT"));
    return text === undefined ? undefined : { text, version: createHash("sha256").update(text).digest("hex") };
  };
  return {
    place,
    manifest,
    async replaceManifest(text, version) {
      const release = await takeLock(file);
      try {
        if ((await manifest())?.version !== version) return false;
        await writeFile(`${file}.tmp`, text, { flush: true });
        await rename(`${file}.tmp`, file);
        await synced(folder);
        return true;
      } finally {
        await release();
      }
    },
    files: () => filesBelow(folder),
    async put(path, from) {
      const target = join(folder, path);
      await mkdir(dirname(target), { recursive: true });
      const part = `${target}.${process.pid}.part`;
      await copyFile(from, part);
      await synced(part);
      await rename(part, target);
      await synced(dirname(target));
    },
    async remove(paths) {
      for (const path of paths) await rm(join(folder, path), { force: true });
    },
    async clearBrokenOff(before) {
      const left = (await filesBelow(folder)).filter(
        ({ path, modified }) => path.endsWith(".part") && modified < before,
      );
      for (const { path } of left) await rm(join(folder, path), { force: true });
    },
    close() {},
  };
}

/** Files must not be added to or removed from a folder of something else. */
async function refuseOther(folder: string, place: string): Promise<void> {
  const entries = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOTDIR") throw fileErrors.notFolder({ folder: place });
    return unless("ENOENT")(error);
  });
  const others = (entries ?? []).filter((name) => !/^(data|manifest\.json(\..+)?)$/.test(name));
  if (others.length > 0) throw lakeErrors.notPublished({ place, why: `It holds ${others[0]}.` });
  await mkdir(folder, { recursive: true });
}

async function filesBelow(folder: string): Promise<readonly StoredFile[]> {
  const names = await readdir(join(folder, "data"), { recursive: true }).catch(unless("ENOENT"));
  const found: StoredFile[] = [];
  for (const name of names ?? []) {
    const stats = await stat(join(folder, "data", name)).catch(unless("ENOENT"));
    if (stats?.isFile()) found.push({ path: ["data", ...name.split(sep)].join("/"), modified: stats.mtime });
  }
  return found;
}

function unless(code: string) {
  return (error: NodeJS.ErrnoException): undefined => {
    if (error.code !== code) throw error;
  };
}

async function synced(path: string): Promise<void> {
  const handle = await open(path, "r");
  await handle.sync().finally(() => handle.close());
}
