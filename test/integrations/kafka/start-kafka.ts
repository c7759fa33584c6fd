import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Socket } from "node:net";
import { join } from "node:path";
import { home } from "../support/home.ts";
import { record } from "../support/record.ts";
import { mustRun, runProgram } from "../support/run-program.ts";
import { freePort, type Server, startServer } from "../support/server.ts";

export interface Kafka extends Server {
  /** host:port on 127.0.0.1. */
  readonly broker: string;
  /** The same broker behind TLS and passwords. */
  readonly secured: Secured;
  /** Restarts the broker, with all its data. */
  restart(): Promise<void>;
  /** The values of the committed messages of a topic of one partition, read by Kafka's own console consumer. */
  committed(topic: string): Promise<readonly string[]>;
}

interface Secured {
  readonly broker: string;
  /** The file of its self-signed certificate. */
  readonly certificate: string;
  /** A user who may do everything, and one who may log in but do nothing. */
  readonly users: { readonly shop: string; readonly guest: string };
}

const kafkaVersion = "4.4.0";

/** Starts one broker, empty, on 127.0.0.1. Its jars are downloaded from Maven once. */
export async function startKafka(): Promise<Kafka> {
  const libraries = join(home(), "lib");
  if (!existsSync(libraries)) {
    const pom = join(import.meta.dirname, "pom.xml");
    await mustRun("mvn", ["-q", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${libraries}`]);
  }
  const [port, controller, securedPort] = [await freePort(), await freePort(), await freePort()];
  const folder = join(home(), "broker");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const settings = join(folder, "server.properties");
  const secured = await makeSecured(folder, securedPort);
  writeFileSync(settings, properties(folder, port, controller, securedPort) + securedProperties(folder, secured));
  const java = ["-Xmx280m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", join(libraries, "*")];
  const scram = Object.entries(secured.users).flatMap(([name, password]) => [
    "--add-scram",
    `SCRAM-SHA-256=[name=${name},password=${password}]`,
  ]);
  const format = ["format", "-t", "MkU3OEVBNTcwNTJENDM2Qg", "-c", settings, ...scram];
  await mustRun("java", [...java, "kafka.tools.StorageTool", ...format]).catch(() =>
    mustRun("java", [...java, "org.apache.kafka.tools.StorageTool", ...format]),
  );
  const start = () =>
    startServer({
      command: "java",
      parameters: [...java, "kafka.Kafka", settings],
      log: join(home(), "kafka.log"),
      isReady: () => isListening(port),
      seconds: 180,
    });
  let server = await start();
  record({ versions: { Kafka: kafkaVersion } });
  return {
    broker: `127.0.0.1:${port}`,
    secured,
    async restart() {
      await server.stop();
      server = await start();
    },
    async committed(topic) {
      // A named partition spares it from joining a group, which takes longer than reading on a busy machine.
      const from = ["--partition", "0", "--offset", "earliest"];
      const words = ["--bootstrap-server", `127.0.0.1:${port}`, "--topic", topic, ...from];
      // Ends once nothing came for so long; a transaction just committed becomes readable a little later.
      const until = ["--isolation-level", "read_committed", "--timeout-ms", "15000"];
      const reader = "org.apache.kafka.tools.consumer.ConsoleConsumer";
      const { text } = await runProgram("java", [...java, reader, ...words, ...until]);
      const count = /Processed a total of (\d+) messages/.exec(text)?.[1];
      const values = text.split("\n").filter((line) => line.startsWith("{"));
      if (Number(count) !== values.length)
        throw new Error(`${values.length} values of ${count} in:\n${text.slice(-2000)}`);
      return values;
    },
    stop: () => server.stop(),
  };
}

function properties(folder: string, port: number, controller: number, secured: number): string {
  return `process.roles=broker,controller
node.id=1
controller.quorum.voters=1@127.0.0.1:${controller}
listeners=PLAINTEXT://127.0.0.1:${port},SASL_SSL://127.0.0.1:${secured},CONTROLLER://127.0.0.1:${controller}
advertised.listeners=PLAINTEXT://127.0.0.1:${port},SASL_SSL://127.0.0.1:${secured}
controller.listener.names=CONTROLLER
inter.broker.listener.name=PLAINTEXT
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL_SSL:SASL_SSL
log.dirs=${join(folder, "logs")}
offsets.topic.replication.factor=1
offsets.topic.num.partitions=3
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=3
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
`;
}

/** A certificate for 127.0.0.1, and passwords of two users. */
async function makeSecured(folder: string, port: number): Promise<Secured> {
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const request = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"];
  const files = ["-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate];
  await mustRun("openssl", [...request, ...files]);
  writeFileSync(join(folder, "both.pem"), readFileSync(key, "utf8") + readFileSync(certificate, "utf8"));
  const password = () => randomBytes(12).toString("hex");
  return { broker: `127.0.0.1:${port}`, certificate, users: { shop: password(), guest: password() } };
}

function securedProperties(folder: string, { users }: Secured): string {
  const known = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  const login = "org.apache.kafka.common.security";
  return `ssl.keystore.type=PEM
ssl.keystore.location=${join(folder, "both.pem")}
sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256
listener.name.sasl_ssl.plain.sasl.jaas.config=${login}.plain.PlainLoginModule required ${known.join(" ")};
listener.name.sasl_ssl.scram-sha-256.sasl.jaas.config=${login}.scram.ScramLoginModule required;
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:shop
`;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const end = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
    socket.connect(port, "127.0.0.1");
  });
}
