/**
 * The statement that leaves out the compressions of text that cost a build more than they save. FSST takes as long as all
 * the rest of writing a table of names and ids, and reading it is slower too. Raw and bronze tables are read by a few models
 * and then by hand, so their texts are left as they are; silver and gold keep dictionaries, read faster than plain text.
 */
export function compressionOf(schema: string): string {
  return `set disabled_compression_methods = '${schema === "raw" || schema === "bronze" ? "fsst,dictionary" : "fsst"}'`;
}
