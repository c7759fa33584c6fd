import type { KafkaClient } from "../../follow/kafka-client.ts";
import type { KafkaSettings } from "../../follow/settings.ts";
import type { Topic } from "../../follow/topic.ts";
import { readAudiences } from "../audiences/audiences-file.ts";
import { audiencesFileOf } from "../audiences/audiences-place.ts";
import { contactsOf } from "../audiences/contacts.ts";
import { named } from "../audiences/named-audience.ts";
import { openBuilt } from "../bring-up-to-date.ts";
import type { Arguments, Streams } from "../command.ts";
import { sessionOn } from "../open-session.ts";
import { keepViewsIn, viewsFolderOf } from "../saved-views.ts";
import type { Session, SourceChoice } from "../session.ts";

/** Emits the changes of an audience after each build. */
export interface Emitter {
  settle(read: Topic, next: ReadonlyMap<number, bigint>): Promise<void>;
  close(): Promise<void>;
}

/** A large audience takes several requests. */
const answerMs = 60_000;

interface About {
  readonly choice: SourceChoice;
  readonly topic: string;
  readonly args: Arguments;
  readonly streams: Streams;
}

/** Undefined if nothing is to be emitted. */
export async function openEmitter(
  client: KafkaClient,
  settings: KafkaSettings,
  { choice, topic, args, streams }: About,
): Promise<Emitter | undefined> {
  const [target, audience] = [args.get("emit"), args.get("audience")];
  if (target === undefined || audience === undefined) return undefined;
  const [{ AudienceTopic }, { withinTime }] = await Promise.all([
    import("../../follow/audience-topic.ts"),
    import("../../follow/within-time.ts"),
  ]);
  const transactionalId = `grounds-${topic}-${audience}`;
  const open = () =>
    AudienceTopic.open(client, { settings, topic: target, audience, transactionalId, signal: streams.signal });
  let opened: Awaited<ReturnType<typeof open>> | undefined;
  return {
    async settle(read, next) {
      const members = await membersOf(choice, audience, args.has("allow-without-consent"), streams.signal);
      try {
        opened ??= await withinTime(answerMs, open());
        await withinTime(answerMs, opened.publish(members, { topic, next, consumer: read.consumer }));
      } catch (error) {
        // Whether it was emitted is read from the topic the next time.
        await opened?.close();
        opened = undefined;
        throw error;
      }
    },
    close: async () => opened?.close(),
  };
}

/** Customers in the audience who may be emitted, by their consent, the same as `activate` sends. */
async function membersOf(
  choice: SourceChoice,
  name: string,
  allowsUnknown: boolean,
  signal: AbortSignal,
): Promise<ReadonlySet<string>> {
  const { permissionOf } = await import("../../activate/contact.ts");
  const session = await sessionOn(await openBuilt(choice, undefined), choice.isDemo);
  try {
    const audience = named(name, await audiencesIn(session, choice));
    const members = new Set<string>();
    for await (const contact of contactsOf(session, audience, signal)()) {
      const permission = permissionOf(contact);
      const isAllowed = permission === "granted" || (permission === "unknown" && allowsUnknown);
      if (contact.isMember && isAllowed) members.add(contact.customerId);
    }
    return members;
  } finally {
    await session.close();
  }
}

async function audiencesIn(session: Session, { source, warehouse = "" }: SourceChoice) {
  const views = keepViewsIn(viewsFolderOf(warehouse));
  return readAudiences(await audiencesFileOf(source), { ...session, views });
}
