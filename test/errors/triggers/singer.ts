import { join } from "node:path";
import { scratch } from "../../warehouse/support/scratch.ts";
import { replaceForNow, reported, type TriggersOf } from "./trigger.ts";

const schema = '{"type":"SCHEMA","stream":"orders","schema":{},"key_properties":["id"]}\n';

/** The error for these messages. */
async function messages(text: string): Promise<string> {
  const folder = await scratch({ "tap.jsonl": text });
  return reported("ingest", join(folder, "tap.jsonl"), "--out", join(folder, "raw"));
}

export const singer: TriggersOf<"singer"> = {
  noInput() {
    replaceForNow(process.stdin, "isTTY", true);
    return reported("ingest", "-");
  },
  notJson: () => messages(`${schema}INFO starting\n`),
  notMessage: () => messages("[1]\n"),
  brokenOff: () => messages(`${schema}{"type":"RECORD","stream":"ord`),
  noSchema: () => messages('{"type":"RECORD","stream":"orders","record":{"id":1}}\n'),
  noKey: () => messages(`${schema}{"type":"RECORD","stream":"orders","record":{"ID":1}}\n`),
  streamName: () => messages('{"type":"SCHEMA","stream":"../orders","key_properties":[]}\n'),
  batch: () => messages('{"type":"BATCH","stream":"orders"}\n'),
};
