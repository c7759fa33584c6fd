import { failure, section, usage } from "./entry.ts";

const again =
  "What came before the last state that was printed is kept. Correct the tap and run it again with that state.";

/** Singer messages that cannot be accepted. */
export const singerErrors = section("singer", {
  noInput: usage(() => ({
    what: '"grounds ingest" reads messages from a pipe',
    why: "Its input is a terminal.",
    next: "Write for example: tap-shop --config config.json | grounds ingest - --out raw",
  })),
  notJson: failure(({ line }: { line: number }) => ({
    what: `Line ${line} of the messages is not JSON`,
    why: "Each line of a tap's output is one JSON object; a log line among them, or a tap that broke off, makes another.",
    next: again,
  })),
  notMessage: failure(({ line }: { line: number }) => ({
    what: `Line ${line} is JSON, but no Singer message`,
    why: "A message has a type, and all but STATE a stream; a RECORD has a record that is an object.",
    next: again,
  })),
  brokenOff: failure(({ line }: { line: number }) => ({
    what: `The messages break off in line ${line}`,
    why: "The last line is half a message: the tap ended before its time.",
    next: again,
  })),
  noSchema: failure(({ line, stream }: { line: number; stream: string }) => ({
    what: `Line ${line} is a record of ${stream}, of which there is no schema yet`,
    why: "A tap sends the SCHEMA of a stream, with its keys, before its records.",
    next: again,
  })),
  noKey: failure(({ line, stream, key }: { line: number; stream: string; key: string }) => ({
    what: `Line ${line} is a record of ${stream} without its key ${key}`,
    why: "The stream's SCHEMA names the key, which tells a record that comes again from a new one.",
    next: again,
  })),
  streamName: failure(({ line }: { line: number }) => ({
    what: `The stream of line ${line} cannot name a folder`,
    why: "A stream has a folder of its own: letters, digits, underscores, dots and hyphens can name it.",
    next: "Rename the stream in the tap, or with a mapper between.",
  })),
  batch: failure(({ line }: { line: number }) => ({
    what: `Line ${line} is a BATCH message, which Grounds does not read`,
    why: "It names files that the tap has written, in place of records.",
    next: 'Take "batch_config" out of the tap\'s settings, so that it sends records.',
  })),
});
