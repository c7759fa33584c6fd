import type { BuildEvent, CopyEvent } from "../domain/build-event.ts";
import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import type { Streams } from "./command.ts";

/** Reports a build on the log, with one line per layer and per check that matters. */
export function tellBuild({ log }: Pick<Streams, "log">): (event: BuildEvent | CopyEvent) => void {
  return (event) => {
    const line = lineOf(event);
    if (line) log.write(`${line.split("\n").map(cell).join("\n")}\n`);
  };
}

function lineOf(event: BuildEvent | CopyEvent): string | undefined {
  switch (event.type) {
    case "waiting":
      return `another build of this warehouse is running${event.pid === undefined ? "" : ` (process ${event.pid})`}: waiting for it, at most ${Math.ceil(event.mostMs / 60_000)} minutes`;
    case "copying":
      return event.files === 0
        ? `copying ${counted(event.of)} ${event.of === 1 ? "object" : "objects"} from ${event.from}`
        : undefined;
    case "started":
      return [...(event.notes ?? []), `building the warehouse from ${event.source}`].join("\n");
    case "step":
      if (event.state === "done")
        return `  ${event.layer.padEnd(6)} ✓ ${event.name} ${counted(event.rows)} ${event.rows === 1 ? "row" : "rows"}, ${Math.round(event.ms)} ms`;
      if (event.state === "skipped")
        return `  ${event.layer.padEnd(6)} · ${event.name}: skipped, as ${event.because} failed`;
      return event.state === "failed" ? failed(event) : undefined;
    case "check":
      return event.status === "passed"
        ? undefined
        : `  check  ${event.status === "failed" ? "✗" : "!"} ${event.name}: ${event.message}`;
    case "finished":
      return event.status === "unchanged"
        ? "nothing changed: the warehouse is current"
        : `built in ${(event.ms / 1000).toFixed(1)} s`;
  }
}

function failed({ layer, name, message, file, line, excerpt }: Extract<BuildEvent, { state: "failed" }>): string {
  const place = file === undefined ? [] : [`${file}:${line}`, ...(excerpt ?? "").split("\n")];
  return [`  ${layer.padEnd(6)} ✗ ${name}: ${message}`, ...place.map((text) => `           ${text}`)].join("\n");
}
