// Preloaded into the program with --import: at its end, writes to GROUNDS_PROBE the event loop's longest gap (ms) since its
// first output, or with GROUNDS_PROBE_FROM=query since its first query, and its peak memory (MB). A machine with other work
// causes gaps of its own, so the most processor time that the main thread took between two samples is recorded too.
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import { replaceNative } from "./native.mjs";

const resolution = 1;
const delay = monitorEventLoopDelay({ resolution });
let [busiest, looked] = [0, undefined];

function spent() {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}

/** Processor time of the main thread since the last sample: at least the longest turn of the loop in between. */
function look() {
  const now = spent();
  busiest = Math.max(busiest, now - looked);
  looked = now;
}

function begin() {
  if (!delay.enable()) return;
  looked = spent();
  setInterval(look, resolution).unref();
}

/** A function that starts the watch when first called. */
const watching =
  (before) =>
  (...words) => {
    begin();
    return before(...words);
  };

if (process.env.GROUNDS_PROBE_FROM === "query") replaceNative({ prepare: watching });
else process.stdout.write = watching(process.stdout.write.bind(process.stdout));

process.on("exit", () => {
  delay.disable();
  const gaps = { longest: delay.max / 1e6 - resolution, p99: delay.percentile(99) / 1e6 - resolution, busiest };
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const used = { peakMb: maxRSS / 1024, processorMs: (userCPUTime + systemCPUTime) / 1000 };
  writeFileSync(process.env.GROUNDS_PROBE, JSON.stringify({ ...gaps, ...used }));
});
