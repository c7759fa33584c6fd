import { failure, section, usage } from "./entry.ts";

const local = "The warehouse on this machine is as it was: without --target you work on it.";

/** Failures of an external engine: its target in profiles.yml, its server, and the tables there. */
export const engineErrors = section("engine", {
  noProfiles: usage(({ target, looked }: { target: string; looked: readonly string[] }) => ({
    what: `There is no profiles.yml to find the target ${target} in`,
    why: `None of these has a profile "grounds": ${looked.join(", ")}.`,
    next: "Write one (docs/past-one-machine.md shows it), or name its folder with --profiles-dir DIR.",
  })),
  profilesUnreadable: usage(({ file, why }: { file: string; why: string }) => ({
    what: `${file} cannot be read`,
    why,
    next: "Correct the path or the file's permissions, or name another folder with --profiles-dir DIR.",
  })),
  profilesNoYaml: usage(({ file, line, why }: { file: string; line: number; why: string }) => ({
    what: `${file}:${line}: this is not YAML`,
    why,
    next: `Correct line ${line}.`,
  })),
  unknownTarget: usage(({ file, target, known }: { file: string; target: string; known: readonly string[] }) => ({
    what: `The profile grounds has no target "${target}"`,
    why: known.length === 0 ? `${file} lists no outputs.` : `${file} has ${known.join(", ")}.`,
    next: known.length === 0 ? `Add it to ${file}.` : `Write for example --target ${known[0]}.`,
  })),
  wrongSetting: usage(({ place, name, why }: { place: string; name: string; why: string }) => ({
    what: `${place}: ${name} is not valid`,
    why,
    next: "Correct it; docs/past-one-machine.md shows a target and its settings.",
  })),
  missingVariable: usage(({ place, name }: { place: string; name: string }) => ({
    what: `${place}: the environment variable ${name} is not set`,
    why: "The target takes a setting from it, and env_var names no default.",
    next: `Set it: export ${name}=…`,
  })),
  otherEngine: usage(({ place, type, known }: { place: string; type: string; known: readonly string[] }) => ({
    what: `${place}: Grounds cannot query an engine of type "${type}"`,
    why: `It queries ${known.join(" and ")}.`,
    next: "Read the tables through Trino, whose catalogs reach them, or choose another target.",
  })),
  secretInClear: usage(({ place, host }: { place: string; host: string }) => ({
    what: `${place}: a password or token would go to ${host} in clear text`,
    why: "http_scheme is http, and the server is not this machine.",
    next: "Set http_scheme: https.",
  })),
  notWithTarget: usage(({ option }: { option: string }) => ({
    what: `${option} does not go with --target`,
    why: "A target's tables are where dbt built them; a source is read for the warehouse of this machine.",
    next: `Leave out ${option} or --target.`,
  })),
  otherThere: usage(({ target }: { target: string }) => ({
    what: "This command works on the warehouse of this machine alone",
    why: `On the target ${target} dbt builds and tests the tables, and Grounds reads them.`,
    next: `Run dbt in the folder sql: dbt build --target ${target}, or dbt test --target ${target}.`,
  })),
  noArtifacts: failure(({ looked }: { looked: readonly string[] }) => ({
    what: "dbt's manifest.json, which describes how the tables were made, was not found",
    why: `It is in none of these folders: ${looked.join(", ")}.`,
    next: "Run Grounds where dbt ran, or name the folder of its files: DBT_TARGET_PATH=DIR.",
  })),
  artifactsUnreadable: failure(({ file, why }: { file: string; why: string }) => ({
    what: `${file} does not describe how the tables were made`,
    why,
    next: "Name the folder of dbt's files of Grounds' project: DBT_TARGET_PATH=DIR.",
  })),
  nothingToShow: failure(({ name, why }: { name: string; why: string }) => ({
    what: `There are no rows of ${name} to show`,
    why,
    next: "Run dbt build on this target and open the screens again.",
  })),
  unreachable: failure(({ place, why }: { place: string; why: string }) => ({
    what: `${place} cannot be reached`,
    why,
    next: `Check the host and the port of the target and whether the server runs. ${local}`,
  })),
  wrongCertificate: failure(({ place, why }: { place: string; why: string }) => ({
    what: `The certificate of ${place} is not trusted`,
    why,
    next: "Give Node the authority that signed it, NODE_EXTRA_CA_CERTS=FILE.pem, or correct the host of the target.",
  })),
  refused: failure(({ place, status }: { place: string; status: number }) => ({
    what: `${place} does not accept this user`,
    why: `It answered ${status}.`,
    next: "Check the user, and the password or token in the environment variables that the target names.",
  })),
  busy: failure(({ place, why, seconds }: { place: string; why: string; seconds: number }) => ({
    what: `${place} accepts no queries`,
    why: `For ${seconds} s it answered: ${why}.`,
    next: `Try again later. ${local}`,
  })),
  slow: failure(({ place, seconds }: { place: string; seconds: number }) => ({
    what: `The query took more than ${seconds} s and was stopped at ${place}`,
    why: "A query that runs so long is more often wrong than slow.",
    next: "Narrow the question, or allow more time with GROUNDS_QUERY_SECONDS.",
  })),
  gone: failure(({ place, why }: { place: string; why: string }) => ({
    what: `${place} was lost while a query ran`,
    why,
    next: `Run it again (r in the screens, which stay as they are). ${local}`,
  })),
  strange: failure(({ place, why }: { place: string; why: string }) => ({
    what: `${place} does not answer as a Trino server does`,
    why,
    next: "Check the host and the port of the target: something else may listen there.",
  })),
  tableMissing: failure(({ place, why }: { place: string; why: string }) => ({
    what: `A table is missing on ${place}`,
    why,
    next: "Build them with dbt on this target: dbt build --target NAME in Grounds' folder sql (docs/past-one-machine.md).",
  })),
  olderTables: failure(({ place, missing }: { place: string; missing: readonly string[] }) => ({
    what: `The tables on ${place} were built by another version`,
    why: `They lack ${missing.join(", ")}.`,
    next: "Build them again with dbt on this target, from the sql folder of this version.",
  })),
  noOrderLines: failure(({ place }: { place: string }) => ({
    what: `The tables on ${place} hold no order line`,
    why: "silver.fct_transactions has no row.",
    next: "Load the raw tables and build them with dbt on this target.",
  })),
  failed: failure(({ place, why }: { place: string; why: string }) => ({
    what: `${place} could not answer`,
    why,
    next: `Narrow the question, or look at the query in the server's own pages. ${local}`,
  })),
});
