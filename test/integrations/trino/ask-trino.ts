interface Place {
  readonly url: string;
  readonly user: string;
}

interface Page {
  readonly nextUri?: string;
  readonly data?: readonly (readonly unknown[])[];
  readonly error?: { readonly message: string; readonly errorName: string };
}

/** The rows of a statement, for the tests' own preparations: the program queries through `source/engine`. Throws Trino's error. */
export async function askTrino({ url, user }: Place, statement: string): Promise<readonly (readonly unknown[])[]> {
  const headers = { "X-Trino-User": user, "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME" };
  const rows: (readonly unknown[])[] = [];
  let page = await read(fetch(`${url}/v1/statement`, { method: "POST", body: statement, headers }));
  for (;;) {
    rows.push(...(page.data ?? []));
    if (page.error) throw new Error(`${page.error.errorName}: ${page.error.message}\n${statement}`);
    if (page.nextUri === undefined) return rows;
    page = await read(fetch(page.nextUri, { headers }));
  }
}

async function read(asked: Promise<Response>): Promise<Page> {
  const response = await asked;
  if (!response.ok) throw new Error(`Trino answered ${response.status}`);
  return (await response.json()) as Page;
}
