// Starts a broker for manual trials; Ctrl-C ends it:
// GROUNDS_INTEGRATION_HOME=.integrations/kafka node test/integrations/kafka/serve.ts
import { once } from "node:events";
import { startKafka } from "./start-kafka.ts";

const kafka = await startKafka();
console.log(kafka.broker);
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await kafka.stop();
