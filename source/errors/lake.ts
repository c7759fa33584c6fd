import { failure, section, usage } from "./entry.ts";

interface Place {
  /** As `s3://bucket/prefix`, or a folder. */
  readonly place: string;
}

/** Sources on S3, and published tables. No entry includes a server's text, which may repeat a key. */
export const lakeErrors = section("lake", {
  badAddress: usage(() => ({
    what: "The address of the S3 source or target cannot be read",
    why: "It is written s3://BUCKET/FOLDER, without user, key, password or parameters.",
    next: "Write for example s3://coffee/exports. Credentials come from the environment or ~/.aws, as for the AWS CLI.",
  })),
  noRegion: failure(({ place }: Place) => ({
    what: `The region of ${place} is not known`,
    why: "Neither AWS_REGION nor the AWS profile names one.",
    next: "Set it: export AWS_REGION=eu-central-1",
  })),
  noCredentials: failure(({ place }: Place) => ({
    what: `There are no AWS credentials for ${place}`,
    why: "Environment, ~/.aws and the machine's role were looked at, as the AWS CLI does.",
    next: "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or run: aws sso login",
  })),
  refused: failure(({ place, reason }: Place & { reason: string }) => ({
    what: `S3 refuses access to ${place}`,
    why: `It answered ${reason}.`,
    next: "Check which credentials are in use (aws sts get-caller-identity) and what they may do with the bucket.",
  })),
  noBucket: failure(({ place }: Place) => ({
    what: `The bucket of ${place} does not exist`,
    why: "S3 answered NoSuchBucket.",
    next: "Check its name, and the endpoint (AWS_ENDPOINT_URL_S3) where S3 is not Amazon's.",
  })),
  nothingThere: failure(({ place, objects, ignored }: Place & { objects: number; ignored: readonly string[] }) => ({
    what: `${place} has no file that can be read`,
    why:
      objects === 0
        ? "No object has a key that begins so."
        : `Of ${objects} objects none is of a format read, at most one folder below; the first is ${ignored[0]}.`,
    next: "Name the folder that holds the files (.csv, .json, .parquet, …), or one object: s3://bucket/folder/orders.csv",
  })),
  unreachable: failure(({ place, why, copy }: Place & { why: string; copy?: string | undefined }) => ({
    what: `${place} cannot be reached`,
    why,
    next: `Check the network, and AWS_ENDPOINT_URL_S3 where S3 is not Amazon's.${
      copy === undefined ? "" : ` The last copy is still there: --source ${copy}`
    }`,
  })),
  failed: failure(({ place, reason }: Place & { reason: string }) => ({
    what: `S3 could not answer for ${place}`,
    why: `It answered ${reason}, also when asked again.`,
    next: "Run the command again in a while; what was copied or uploaded so far is kept.",
  })),
  changing: failure(({ place }: Place) => ({
    what: `${place} changed each time it was copied`,
    why: "Another program writes objects there, so a copy would be half of two versions.",
    next: "Run the command again when it has finished.",
  })),
  overtaken: failure(({ place }: Place) => ({
    what: `${place} was published by someone else in the meantime`,
    why: "The manifest is no longer the one that this publication began from; theirs stands, whole.",
    next: "Look at what they published (manifest.json), and publish again if yours is to replace it.",
  })),
  notPublished: failure(({ place, why }: Place & { why: string }) => ({
    what: `${place} holds something other than tables published by Grounds`,
    why,
    next: "Choose another folder to publish to.",
  })),
});
