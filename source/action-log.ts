/** The names of the last actions, for crash files: what was done, never with which values. */
export interface ActionLog {
  readonly add: (name: string) => void;
  readonly names: () => readonly string[];
}

const most = 200;

/** A log of the newest 200 names; only letters, digits and `._:-` of a name are kept. */
export function createActionLog(): ActionLog {
  const names: string[] = [];
  return {
    add(name) {
      names.push(name.replaceAll(/[^\w.:-]/g, "").slice(0, 60));
      if (names.length > most) names.shift();
    },
    names: () => names,
  };
}
