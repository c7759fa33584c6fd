// Does nothing until its input ends, then prints the event loop's longest gap (ms), which is due to the machine alone.
import { monitorEventLoopDelay } from "node:perf_hooks";

const resolution = 1;
const delay = monitorEventLoopDelay({ resolution });
delay.enable();
process.stdin.resume().on("end", () => {
  delay.disable();
  process.stdout.write(String(delay.max / 1e6 - resolution));
});
