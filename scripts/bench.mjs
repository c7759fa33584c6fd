// Measures speed, each figure beside its target and a reference from the same run:
// npm run bench -- [launch|load|build|dbt|growth|screens|loop|investigate|generate|export|map|commands …] [--size 250k|1m|10m] [--rounds N] [--json FILE] [--markdown]
process.env.NODE_ENV = "production";
await import("../test/bench/bench.ts");
