import { tinySource } from "../../helpers/places.ts";
import { type FakeS3, fakeS3, refusal } from "../../lake/fake-s3.ts";
import { scratch } from "../../warehouse/support/scratch.ts";
import { reported, reportedOnTiny, type TriggersOf } from "./trigger.ts";

/** The error for a source on an S3 that fails like this, or contains this. */
async function read(prepare: (s3: FakeS3) => void, address = "s3://coffee/raw"): Promise<string> {
  const s3 = await fakeS3();
  s3.put("raw/transactions.csv", "transaction_id\n");
  prepare(s3);
  return reported("build", "--source", address);
}

function failing(error: Error): (s3: FakeS3) => void {
  return (s3) => {
    s3.before = () => {
      throw error;
    };
  };
}

function named(name: string, message = ""): Error {
  return Object.assign(new Error(message), { name });
}

export const lake: TriggersOf<"lake"> = {
  badAddress: () => read(() => {}, "s3://key:secret@coffee/raw"),
  noRegion: () => read(failing(named("Error", "Region is missing"))),
  noCredentials: () => read(failing(named("CredentialsProviderError"))),
  refused: () => read(failing(refusal(403, "InvalidAccessKeyId"))),
  noBucket: () => read(() => {}, "s3://cofee/raw"),
  nothingThere: () => read(() => {}, "s3://coffee/rav"),
  unreachable: () => read(failing(Object.assign(new Error(), { code: "ECONNREFUSED" }))),
  failed: () => read(failing(refusal(503, "SlowDown"))),
  changing: () =>
    read((s3) => {
      let version = 0;
      s3.before = (operation) => {
        version += 1;
        if (operation === "GetObject") s3.put("raw/transactions.csv", `transaction_id\n${version}\n`);
      };
    }),
  async overtaken() {
    const s3 = await fakeS3();
    s3.before = (operation, { Key }) => {
      if (operation === "PutObject" && Key === "gold/manifest.json") s3.put(Key, "{}");
    };
    return reportedOnTiny("publish", "s3://coffee/gold");
  },
  notPublished: async () => reported("publish", await scratch({ "thesis.txt": "" }), "--source", tinySource),
};
