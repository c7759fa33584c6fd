import { setTimeout } from "node:timers/promises";
import { followErrors } from "../errors/follow.ts";
import { UserError } from "../errors.ts";
import { type FollowedMessage, missingFields } from "./message.ts";
import type { Topic } from "./topic.ts";
import type { TopicParts } from "./topic-parts.ts";
import { isRefusal, whyOf } from "./why.ts";

/** A follower's progress. */
export interface FollowProgress {
  /** Order lines of this batch. */
  readonly lines: number;
  readonly deadLetters: readonly string[];
  /** Messages of the topic that are not read yet. */
  readonly lag: number;
  /** Messages per second, from the previous batch to this one, including builds. */
  readonly rate: number;
  /** Seconds by which the newest message is ahead of this machine's clock; 0 if it is not. */
  readonly aheadSeconds: number;
}

export interface FollowOptions {
  readonly name: string;
  readonly parts: TopicParts;
  /** Fields that an order line needs; empty if a mapping says which are read. */
  readonly needed: readonly string[];
  /** Opens the topic at the end of the parts. */
  readonly connect: () => Promise<Topic>;
  /** Brings the warehouse up to date with the parts. */
  readonly build: () => Promise<void>;
  /** After a build: publishes its consequences together with the offsets read. */
  readonly settle: (topic: Topic, next: ReadonlyMap<number, bigint>) => Promise<void>;
  /** What was read, before it is built. */
  readonly onRead: (read: Pick<FollowProgress, "lag" | "rate"> & { readonly deadLetters: number }) => Promise<void>;
  readonly onProgress: (progress: FollowProgress) => void;
  /** Why it waits for the broker. */
  readonly onWait: (why: string) => void;
  /** Whether to stop at the end of the topic instead of waiting for more. */
  readonly isOnce: boolean;
  readonly signal: AbortSignal;
  /** How long messages are collected after the first one. */
  readonly collectMs?: number;
}

/**
 * Follows a topic: messages -> raw files -> warehouse -> offsets, in this order, so that whatever is interrupted is
 * repeated with the same result. Resolves at the end of the topic with `isOnce`; rejects with UserError, or AbortError when
 * stopped.
 */
export async function followTopic(options: FollowOptions): Promise<void> {
  const { signal, onWait } = options;
  let failures = 0;
  const settle: FollowOptions["settle"] = async (...read) => {
    await options.settle(...read);
    failures = 0;
  };
  let topic = await options.connect();
  for (;;) {
    try {
      return await readOn(topic, { ...options, settle });
    } catch (error) {
      if (signal.aborted) throw error;
      if (!(error instanceof UserError) && isRefusal(error)) throw followErrors.refused({ why: whyOf(error) });
      if (!isPassing(error)) throw error;
      onWait(whyOf(error));
    } finally {
      await topic.close();
    }
    topic = await reconnected(options, failures);
    failures += 1;
  }
}

/** Tries until a broker that was reachable is reachable again; waits longer after each failure. */
async function reconnected({ connect, onWait, signal }: FollowOptions, failures: number): Promise<Topic> {
  for (let tries = failures; ; tries += 1) {
    await setTimeout(Math.min(10_000, 250 * 2 ** tries), undefined, { signal });
    try {
      return await connect();
    } catch (error) {
      if (!isPassing(error)) throw error;
      onWait(whyOf(error));
    }
  }
}

/** Whether trying again may help, for example after a restart of the broker. */
function isPassing(error: unknown): boolean {
  if (error instanceof UserError) return error.id === "follow.unreachable";
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && /^(PLT_KFK_|ECONN|EPIPE|ETIMEDOUT)/.test(code);
}

const idleMs = 1000;

async function readOn(topic: Topic, options: FollowOptions): Promise<void> {
  const { parts, signal, isOnce, collectMs = 1000 } = options;
  // Finishes what was interrupted after its files were written.
  if (parts.next().size > 0) await settled(topic, options);
  for (let began = performance.now(); ; ) {
    const messages = await topic.take(idleMs, collectMs, signal);
    const seconds = (performance.now() - began) / 1000;
    began = performance.now();
    if (messages.length > 0) await take(messages, topic, options, seconds);
    if (isOnce && messages.length === 0 && (await topic.lag()) === 0) return;
  }
}

async function take(
  messages: readonly FollowedMessage[],
  topic: Topic,
  options: FollowOptions,
  seconds: number,
): Promise<void> {
  const { parts, onProgress, onRead } = options;
  refuseOtherSchema(messages, options);
  const { lines, deadLetters } = await parts.add(messages);
  await parts.merge();
  const [lag, rate] = [await topic.lag(), messages.length / seconds];
  await onRead({ lag, rate, deadLetters: deadLetters.length });
  if (lines + deadLetters.length > 0) await settled(topic, options);
  const newest = Math.max(...messages.map(({ timestamp }) => timestamp));
  const aheadSeconds = Math.max(0, Math.round((newest - Date.now()) / 1000));
  onProgress({ lines, deadLetters, lag, rate, aheadSeconds });
}

async function settled(topic: Topic, { parts, build, settle }: FollowOptions): Promise<void> {
  await build();
  await settle(topic, parts.next());
}

/** Fewer messages than this say nothing about the schema. */
const fewestOfSchema = 20;

/** A field that most messages lack means another schema rather than bad messages; nothing of it is read. */
function refuseOtherSchema(messages: readonly FollowedMessage[], { name, needed }: FollowOptions): void {
  if (messages.length < fewestOfSchema) return;
  const lacking = messages.flatMap((message) => {
    const fields = missingFields(message.value ?? "", needed) ?? [];
    return fields.length > 0 ? [{ message, fields }] : [];
  });
  const [first] = lacking;
  if (first === undefined || lacking.length * 2 <= messages.length) return;
  const place = `partition ${first.message.partition}, offset ${first.message.offset}`;
  throw followErrors.otherSchema({ topic: name, place, fields: first.fields.join(", ") });
}
