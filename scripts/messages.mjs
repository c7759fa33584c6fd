// Writes the tables of messages to docs/messages.md, between their markers.
import { writeFileSync } from "node:fs";
import { messagePage } from "../test/docs/message-table.ts";

const { file, now } = messagePage();
writeFileSync(file, now);
