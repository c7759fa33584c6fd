// Loaded into the program by the torture harness: an uncaught error on SIGUSR2. Its message is personal data.
process.on("SIGUSR2", () => {
  setImmediate(() => {
    throw new Error(`Constraint Error: duplicate key "${process.env.CRASH_WITH}"`);
  });
});
