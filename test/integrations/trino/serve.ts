// Starts S3, the catalog and Trino for manual trials; Ctrl-C ends them:
// GROUNDS_INTEGRATION_HOME=.integrations/trino node test/integrations/trino/serve.ts
import { once } from "node:events";
import { startTrino } from "./start-trino.ts";

const trino = await startTrino();
const { lake, url, catalog } = trino;
console.log(JSON.stringify({ url, catalog, s3: lake.s3, bucket: lake.bucket, rest: lake.catalog }));
await Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);
await trino.stop();
