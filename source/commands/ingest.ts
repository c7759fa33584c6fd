import { createReadStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { dataDir } from "../data-dir.ts";
import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import { singerErrors } from "../errors/singer.ts";
import { exitCode } from "../errors.ts";
import type { Command } from "./command.ts";

export const ingestCommand: Command = {
  name: "ingest",
  group: "connect",
  summary: "write the messages of a Singer tap, from a pipe (-) or a file, to a folder of raw files",
  positional: { name: "-", isRequired: true },
  options: [{ name: "out", value: "DIR", description: "folder of raw files (default: ingested, in the data folder)" }],
  async run(args, streams) {
    const [{ takeMessages }, { takeLock }] = await Promise.all([
      import("../ingest/target.ts"),
      import("../warehouse/build/lock.ts"),
    ]);
    const folder = resolve(args.get("out") ?? join(dataDir(), "ingested"));
    const input = inputOf(args.positionals[0] ?? "-");
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const release = await takeLock(join(folder, ".singer"));
    try {
      const onState = (value: string) => streams.out.write(`${value}\n`);
      const taken = await takeMessages(input, { folder, onState, signal: streams.signal });
      for (const [stream, records] of taken)
        streams.log.write(`${cell(stream)}: ${counted(records)} ${records === 1 ? "record" : "records"}\n`);
      streams.log.write(`in ${cell(folder)}; next: grounds build --source ${cell(folder)}\n`);
      return exitCode.done;
    } finally {
      await release();
    }
  },
};

function inputOf(place: string): AsyncIterable<Uint8Array> {
  if (place !== "-") return createReadStream(place);
  if (process.stdin.isTTY) throw singerErrors.noInput();
  return process.stdin;
}
