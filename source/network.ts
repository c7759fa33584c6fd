/**
 * The only way to a network, for the commands that have one. The bundle has no global `fetch` (libraries that look for it
 * would load Node's HTTP client at every launch), so it is taken from `globalThis` when a request is made.
 */
export const request: typeof globalThis.fetch = (...parameters) => globalThis.fetch(...parameters);
