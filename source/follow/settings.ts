import { followErrors } from "../errors/follow.ts";

/** How to reach the brokers. Secrets come only from the environment and appear in no message. */
export interface KafkaSettings {
  readonly brokers: readonly string[];
  readonly tls: object | undefined;
  readonly sasl: { readonly mechanism: string; readonly username: string; readonly password: string } | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Settings of `--brokers A:9092,B:9092` and KAFKA_USERNAME, KAFKA_PASSWORD, KAFKA_SASL_MECHANISM, KAFKA_TLS. */
export function kafkaSettings(brokers: string, environment: Environment): KafkaSettings {
  const { KAFKA_USERNAME: username, KAFKA_PASSWORD: password, KAFKA_TLS: tls = "" } = environment;
  const list = brokers.split(",").map((one) => one.trim());
  const isOff = /^(off|false|0)$/i.test(tls);
  const isOn = password !== undefined || (tls !== "" && !isOff);
  if (password !== undefined && isOff && !list.every(isThisMachine)) throw followErrors.openPassword({ brokers });
  const mechanism = environment.KAFKA_SASL_MECHANISM ?? "PLAIN";
  return {
    brokers: list,
    tls: isOn && !isOff ? {} : undefined,
    sasl: username === undefined || password === undefined ? undefined : { mechanism, username, password },
  };
}

function isThisMachine(broker: string): boolean {
  return /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])(:\d+)?$/.test(broker);
}
