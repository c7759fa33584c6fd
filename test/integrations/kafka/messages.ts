/** A message to send: an order line, its repetition, a newer one with its key, a tombstone, or invalid JSON. */
export interface Sent {
  readonly key: string;
  readonly value: string | undefined;
}

/** Numbers from 0 to 1, the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/**
 * This many order lines of a thousand customers, not in chronological order, some repeated, some sent again with another
 * amount, some deleted, with bad JSON in between; and the correct final net revenue by key.
 */
export function orderStream(lines: number, seed: number) {
  const random = randomOf(seed);
  const sent: Sent[] = [];
  const right = new Map<string, string>();
  let bad = 0;
  for (let index = 0; index < lines; index += 1) {
    const number = random() < 0.03 && index > 0 ? Math.floor(random() * index) : index;
    const key = `t-${number}`;
    if (random() < 0.002) {
      sent.push({ key: `bad-${index}`, value: `{"transaction_id": "bad-${index}", ` });
      bad += 1;
    }
    if (random() < 0.005) {
      sent.push({ key, value: undefined });
      right.delete(key);
      continue;
    }
    const net = (Math.floor(random() * 10_000) / 100).toFixed(2);
    const at = new Date(Date.UTC(2024, 0, 1) + Math.floor(random() * 365 * 86_400_000)).toISOString();
    const line = { transaction_id: key, customer_id: `c-${number % 1000}`, transacted_at: at, net_revenue: net };
    const message = { key, value: JSON.stringify(line) };
    sent.push(message);
    if (random() < 0.05) sent.push(message);
    right.set(key, net);
  }
  return { sent, right, bad };
}
