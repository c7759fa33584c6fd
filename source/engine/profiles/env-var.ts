type Env = Readonly<Record<string, string | undefined>>;

/** `{{ env_var('NAME', 'default') | as_number }}`, the only external input of dbt's profiles. */
const call =
  /\{\{-?\s*env_var\(\s*(['"])(\w+)\1\s*(?:,\s*(['"])(.*?)\3\s*)?\)\s*(?:\|\s*as_(?:number|bool|text|native)\s*)?-?\}\}/g;

/** The rendered text, a variable that the environment lacks, or an expression other than env_var. */
export type Rendered = { readonly text: string } | { readonly missing: string } | { readonly beyond: string };

/** A setting with its environment variables written into it. Nothing else of Jinja is understood, and nothing is run. */
export function rendered(setting: string, env: Env): Rendered {
  const missing: string[] = [];
  const text = setting.replaceAll(call, (_, _quote, name: string, _other, fallback: string | undefined) => {
    const value = env[name] ?? fallback;
    if (value === undefined) missing.push(name);
    return value ?? "";
  });
  const [first] = missing;
  if (first !== undefined) return { missing: first };
  const left = /\{[{%#].*/s.exec(setting.replaceAll(call, ""))?.[0];
  return left === undefined ? { text } : { beyond: left.slice(0, 40) };
}
