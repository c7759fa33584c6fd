import { join, resolve } from "node:path";
import { dataDir } from "../data-dir.ts";
import { cell } from "../domain/cell.ts";
import { counted } from "../domain/format.ts";
import { followErrors } from "../errors/follow.ts";
import { exitCode, UserError } from "../errors.ts";
import type { FollowProgress } from "../follow/follow.ts";
import { buildEvents } from "./bring-up-to-date.ts";
import type { Arguments, Command, Streams } from "./command.ts";
import { openEmitter } from "./follow/emitter.ts";
import { followFileOf, writeFollowStatus } from "./follow/status.ts";
import { refuseWholeFile } from "./follow/whole-file.ts";
import { chooseSource, type SourceChoice } from "./session.ts";
import { sourceOptions } from "./shared-options.ts";

export const followCommand: Command = {
  name: "follow",
  group: "connect",
  summary: "keep the warehouse up to date with a Kafka topic of order lines; open screens follow",
  options: [
    { name: "brokers", value: "HOST:PORT,…", description: "where the brokers are" },
    {
      name: "topic",
      value: "NAME",
      description: "topic of order lines: one JSON object each, keyed by its transaction_id",
    },
    { name: "group", value: "NAME", description: "consumer group that records its position (default: grounds-TOPIC)" },
    {
      name: "emit",
      value: "TOPIC",
      description: "send the changes of --audience there, together with the offsets read",
    },
    { name: "audience", value: "NAME", description: "audience of audiences.yml whose changes are sent" },
    { name: "allow-without-consent", description: "include customers who never answered" },
    { name: "once", description: "stop at the end of the topic instead of waiting for more" },
    ...sourceOptions.filter(({ name }) => !["memory", "target", "profiles-dir"].includes(name)),
  ],
  async run(args, streams) {
    const [brokers, topic] = [args.get("brokers"), args.get("topic")];
    if (brokers === undefined || topic === undefined) throw followErrors.noBrokers();
    if ((args.get("emit") === undefined) !== (args.get("audience") === undefined)) throw followErrors.emitsNothing();
    const { kafkaSettings } = await import("../follow/settings.ts");
    return follow({ settings: kafkaSettings(brokers, process.env), topic }, choiceOf(args, topic), args, streams);
  },
};

interface Asked {
  readonly settings: ReturnType<typeof import("../follow/settings.ts").kafkaSettings>;
  readonly topic: string;
}

/** The source that the messages go to: a folder of its own if none is named. */
function choiceOf(args: Arguments, topic: string): SourceChoice {
  const source = args.get("source") ?? join(dataDir(), "followed", topic);
  return chooseSource({ ...args, get: (name) => (name === "source" ? resolve(source) : args.get(name)) });
}

async function follow({ settings, topic }: Asked, choice: SourceChoice, args: Arguments, streams: Streams) {
  const [
    { followTopic },
    { openTopic },
    { loadKafka },
    { TopicParts },
    { neededFields },
    { takeLock },
    { holdTopicId },
  ] = await Promise.all([
    import("../follow/follow.ts"),
    import("../follow/topic.ts"),
    import("../follow/kafka.ts"),
    import("../follow/topic-parts.ts"),
    import("../follow/message.ts"),
    import("../warehouse/build/lock.ts"),
    import("../follow/topic-id.ts"),
  ]);
  const client = await loadKafka();
  const { source, warehouse = "" } = choice;
  await refuseWholeFile(source);
  const needed = choice.mapping === undefined ? neededFields : [];
  const parts = await TopicParts.open(source, topic, needed);
  const release = await takeLock(join(source, ".follow", topic));
  const group = args.get("group") ?? `grounds-${topic}`;
  const emitter = await openEmitter(client, settings, { choice, topic, args, streams });
  const tell = (text: string) => streams.log.write(`${cell(text)}\n`);
  try {
    await followTopic({
      ...{ name: topic, parts, needed, isOnce: args.has("once"), signal: streams.signal },
      async connect() {
        const opened = await openTopic(client, { settings, topic, group, next: parts.next() });
        await holdTopicId(source, topic, opened.id);
        return opened;
      },
      build: () => build(choice, streams, tell),
      settle: (read, next) => (emitter ? emitter.settle(read, next) : read.commit(next)),
      onRead: (read) => writeFollowStatus(followFileOf(warehouse), { topic, ...read }),
      onProgress: (progress) => tellProgress(topic, progress, tell),
      onWait: (why) => tell(`waiting for the broker: ${why}`),
    });
    return exitCode.done;
  } finally {
    await emitter?.close();
    await release();
  }
}

/** Too many bad rows leave the warehouse unchanged; later messages may bring their share down. */
async function build(choice: SourceChoice, streams: Streams, tell: (text: string) => void): Promise<void> {
  const { mostWaitMs } = await import("./bring-up-to-date.ts");
  try {
    for await (const _event of buildEvents(choice, streams, { waitMs: mostWaitMs }));
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== exitCode.badRows) throw error;
    tell(`not built: ${error.message}. ${error.why}`);
  }
}

const skewSeconds = 60;

function tellProgress(topic: string, progress: FollowProgress, tell: (text: string) => void): void {
  const { lines, deadLetters, lag, rate, aheadSeconds } = progress;
  for (const text of deadLetters.slice(0, 5)) tell(`quarantined: ${text}`);
  if (deadLetters.length > 5) tell(`quarantined: ${deadLetters.length - 5} more`);
  if (aheadSeconds > skewSeconds)
    tell(`the newest message is ${aheadSeconds} s ahead of this clock: lines of the future wait in the quarantine`);
  tell(`${topic}: ${counted(lines)} lines, ${counted(Math.round(rate))} a second, ${counted(lag)} behind`);
}
