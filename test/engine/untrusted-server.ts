import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { scratch } from "../warehouse/support/scratch.ts";

/** A server with an untrusted certificate, and the number of requests it received. */
export async function untrustedServer(): Promise<{ readonly url: URL; asked(): number; close(): void }> {
  const folder = await scratch();
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  const named = ["-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1"];
  execFileSync("openssl", [...made, ...named], { stdio: "ignore" });
  let asked = 0;
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, () => {
    asked += 1;
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: new URL(`https://127.0.0.1:${port}`), asked: () => asked, close: () => server.close() };
}
