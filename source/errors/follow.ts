import { failure, section, usage } from "./entry.ts";

/** Topics that cannot be followed. */
export const followErrors = section("follow", {
  noBrokers: usage(() => ({
    what: '"grounds follow" needs the brokers and the topic',
    why: "There is no default for either.",
    next: "Write for example: grounds follow --brokers kafka.example.com:9092 --topic orders --source FOLDER",
  })),
  emitsNothing: usage(() => ({
    what: "--emit and --audience belong together",
    why: "The changes of an audience go to a topic: one says which audience, the other where to.",
    next: "Give both, or neither.",
  })),
  unreachable: failure(({ brokers, why }: { brokers: string; why: string }) => ({
    what: `No broker answers at ${brokers}`,
    why: `The last thing heard was: ${why}.`,
    next: "Check the addresses and, where the brokers ask for it, KAFKA_USERNAME, KAFKA_PASSWORD and KAFKA_TLS.",
  })),
  refused: failure(({ why }: { why: string }) => ({
    what: "The brokers refuse what they are asked",
    why: `They say: ${why}. To try again would end the same way; what was read before is kept.`,
    next: "Check KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS and, for a certificate of your own, NODE_EXTRA_CA_CERTS; and the user's rights: to read the topic and the group, and to write to the topic of --emit under transactional id grounds-TOPIC-AUDIENCE.",
  })),
  noTopic: failure(({ topic, brokers }: { topic: string; brokers: string }) => ({
    what: `There is no topic ${topic} at ${brokers}`,
    why: "Grounds reads topics and makes none, since it cannot know their partitions and retention.",
    next: "Check the name, or create the topic.",
  })),
  otherTopic: failure(({ topic, folder }: { topic: string; folder: string }) => ({
    what: `The topic ${topic} was created again since it was read`,
    why: "Its offsets begin again, so that old and new messages cannot be told apart.",
    next: `Move ${folder} away to read the topic from its start, or follow it into another folder with --source.`,
  })),
  gap: failure(
    ({ topic, partition, first, last }: { topic: string; partition: number; first: string; last: string }) => ({
      what: `Messages of ${topic} were deleted before they were read: partition ${partition}, offsets ${first} to ${last}`,
      why: "The broker deletes messages by age or size, and nothing followed the topic for longer than that.",
      next: `Write these order lines as JSON, one a line, to transactions/${topic}-${partition}-${first}-${last}.jsonl in the source folder; they then count as read. Or follow into another folder with --source.`,
    }),
  ),
  otherSchema: failure(({ topic, place, fields }: { topic: string; place: string; fields: string }) => ({
    what: `The messages of ${topic} lack ${fields} from ${place} on`,
    why: "Most messages of a batch lack a field that an order line needs: the producer's schema has changed.",
    next: "Nothing of that batch was read. Correct the producer, or say in a grounds.yml which fields are read, then follow again.",
  })),
  wholeFile: failure(({ file, folder }: { file: string; folder: string }) => ({
    what: `${file} stands for all order lines`,
    why: `Messages go to files in ${folder}, which are not read while there is a file of that name beside it.`,
    next: `Move ${file} into ${folder}: both are read then.`,
  })),
  openPassword: failure(({ brokers }: { brokers: string }) => ({
    what: `A password would go to ${brokers} unencrypted`,
    why: "KAFKA_PASSWORD is set and KAFKA_TLS is off.",
    next: "Remove KAFKA_TLS=off; without it TLS is used wherever there is a password.",
  })),
});
