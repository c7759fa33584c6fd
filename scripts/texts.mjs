// Prints every text that users read: file, line, text. npm run texts [PART OF A PATH]
import { textsOf } from "../test/docs/texts.ts";

const part = process.argv[2] ?? "";
for (const { file, line, text } of textsOf()) if (file.includes(part)) console.log(`${file}:${line}\t${text}`);
