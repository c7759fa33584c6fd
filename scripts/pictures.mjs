// Redraws the pictures of README and docs from the real screens on the demo set.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "rolldown";

process.env.NODE_ENV = "production";
const root = new URL("..", import.meta.url).pathname;
const bundle = join(root, "dist", `pictures-${process.pid}.mjs`);
try {
  await build({
    cwd: root,
    input: "test/pictures/draw.ts",
    platform: "node",
    external: (id) => !/^[./]/.test(id),
    transform: { define: { "process.env.NODE_ENV": '"production"' } },
    output: { file: bundle, format: "esm", codeSplitting: false },
    logLevel: "warn",
  });
  const { drawPictures } = await import(pathToFileURL(bundle).href);
  await mkdir(join(root, "docs/pictures"), { recursive: true });
  for (const [file, svg] of await drawPictures()) {
    await writeFile(join(root, "docs/pictures", file), svg);
    process.stdout.write(`docs/pictures/${file} ${Math.round(svg.length / 1024)} kB\n`);
  }
} finally {
  await rm(bundle, { force: true });
}
