import { version } from "../../version.ts";

export interface DagSettings {
  readonly name: string;
  /** Cron expression of the schedule, in UTC. */
  readonly schedule: string;
  /** First day of the schedule, as 2025-01-01. */
  readonly start: string;
  /** The command that runs Grounds on the worker. */
  readonly program: string;
  /** Options that say what is read and where the warehouse is, one word each. */
  readonly options: readonly string[];
  /** Folder for the reports. */
  readonly reports: string;
  /** The topic whose new messages are read before the build. */
  readonly follow: { readonly brokers: string; readonly topic: string } | undefined;
  /** Where silver and gold are published after their checks. */
  readonly publish: string | undefined;
  /** Audiences that are then sent, each to its network. */
  readonly activate: readonly { readonly audience: string; readonly network: string }[];
}

/** A DAG for Airflow 3: build, check, then the investigation as a report, and whatever else was requested. */
export function dagText(settings: DagSettings): string {
  const { name, schedule, start, program, options, reports } = settings;
  const day = start.split("-").map(Number).join(", ");
  const { tasks, words, order } = moreTasks(settings);
  return `"""Grounds: builds the warehouse, checks it, and writes the investigation as a report.

Written by Grounds ${version} for Airflow 3; "grounds export airflow" writes it again.
"""
import shlex

import pendulum
from airflow.providers.common.compat.sdk import AirflowFailException, AirflowSkipException
from airflow.providers.standard.operators.bash import BashOperator
from airflow.sdk import DAG, Asset, Param
from airflow.timetables.interval import CronDataIntervalTimetable

PROGRAM = ${pythonText(program)}
OPTIONS = [${options.map(pythonText).join(", ")}]
REPORTS = ${pythonText(reports)}
WORDS = {${Object.entries(words)
    .map(([task, list]) => `${pythonText(task)}: [${list.map(pythonText).join(", ")}]`)
    .join(", ")}}  # of the tasks of these names

# Wrong use, too many bad rows, a bug in Grounds: a second try ends the same way.
NO_RETRY = [2, 3, 70]


class GroundsOperator(BashOperator):
    """A command of Grounds. What a second try would not change fails at once."""

    def __init__(self, **kwargs):
        super().__init__(skip_on_exit_code=NO_RETRY, append_env=True, **kwargs)

    def execute(self, context):
        try:
            return super().execute(context)
        except AirflowSkipException as ended:
            raise AirflowFailException(f"{ended} No retry: the log above says what to do.") from ended


with DAG(
    dag_id=${pythonText(name)},
    # A plain cron string has an empty interval in Airflow 3.
    schedule=CronDataIntervalTimetable(${pythonText(schedule)}, timezone="UTC"),
    start_date=pendulum.datetime(${day}, tz="UTC"),
    catchup=False,
    max_active_runs=1,  # A warehouse has one builder.
    default_args={
        "retries": 1,
        "retry_delay": pendulum.duration(minutes=5),
        "max_active_tis_per_dag": 1,  # A backfill has its own limit of runs: its builds wait for each other all the same.
    },
    params={"full": Param(False, type="boolean", description="Build although nothing changed")},
    # Values of macros are not rendered again, whatever is in them.
    user_defined_macros={"grounds": PROGRAM, "options": shlex.join(OPTIONS), "reports": shlex.quote(REPORTS),
                         "words": {task: shlex.join(words) for task, words in WORDS.items()}},
    tags=["grounds"],
) as dag:
    build = GroundsOperator(
        task_id="build",
        bash_command=(
            "{{ grounds }} build {{ options }}"
            "{% if dag_run.run_type == 'backfill' %}"
            " --from {{ data_interval_start | ds }}"
            " --to {{ (data_interval_end - macros.timedelta(seconds=1)) | ds }}"
            "{% elif params.full %} --full{% endif %}"
        ),
        outlets=[Asset(name=${pythonText(`${name}_gold`)}, uri=${pythonText(`grounds://${name}/gold`)})],
    )
    check = GroundsOperator(task_id="check", bash_command="{{ grounds }} check {{ options }}")
    investigate = GroundsOperator(
        task_id="investigate",
        bash_command=(
            "mkdir -p {{ reports }} && {{ grounds }} investigate {{ options }} --format json --overwrite"
            " --report {{ reports }}/{{ data_interval_start | ds }}.html"
        ),
    )
${tasks}    ${order}
`;
}

interface MoreTasks {
  /** Python of the tasks. */
  readonly tasks: string;
  /** Words of their command lines, by task. */
  readonly words: Readonly<Record<string, readonly string[]>>;
  /** The order of the tasks. */
  readonly order: string;
}

/** Optional tasks: reading the topic before the build; publishing after the check, then each audience. */
function moreTasks({ follow, publish, activate }: DagSettings): MoreTasks {
  const before: Readonly<Record<string, readonly string[]>> =
    follow === undefined ? {} : { follow: ["follow", "--brokers", follow.brokers, "--topic", follow.topic, "--once"] };
  const sends = activate.map(
    ({ audience, network }) => [`activate_${audience}_${network}`, ["activate", audience, "--to", network]] as const,
  );
  const after = { ...(publish === undefined ? {} : { publish: ["publish", publish] }), ...Object.fromEntries(sends) };
  const words = { ...before, ...after };
  const names = Object.keys(words);
  const tasks = names.map((task, index) => taskText(task, index)).join("");
  const follows = Object.keys(after).map((task) => `task_${names.indexOf(task)}`);
  const chain = [...(follow === undefined ? [] : ["task_0"]), "build", "check", "investigate"].join(" >> ");
  return { tasks, words, order: [chain, ...follows.map((task) => `check >> ${task}`)].join("\n    ") };
}

function taskText(task: string, index: number): string {
  return `    task_${index} = GroundsOperator(
        task_id=${pythonText(task)},
        bash_command="{{ grounds }} {{ words[${pythonText(task).replaceAll('"', "'")}] }} {{ options }}",
    )
`;
}

/** A text as a Python literal: JSON's escapes are valid in Python. */
function pythonText(text: string): string {
  return JSON.stringify(text);
}
