import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { html, lines, multiline } from "../../source/export/report/html/tag.ts";
import { root } from "../helpers/places.ts";

const report = join(root, "source/export/report");

describe("the html tag", () => {
  it("escapes every value, keeps its own markup, leaves out what is absent", () => {
    const rows = ["a<b", '"q"'].map((text) => html`<li>${text}</li>`);
    expect(html`<ul id="${"x'"}">${rows}${undefined}${false}${7}</ul>`.text).toBe(
      '<ul id="x&#39;"><li>a&lt;b</li><li>&quot;q&quot;</li>7</ul>',
    );
    expect(lines([html`<p>`, false, "", [html`<b>`, "&"]]).text).toBe("<p>\n<b>\n&amp;");
    expect(multiline("one <\r\n\ntwo").text).toBe("one &lt;\n\ntwo");
  });

  it("lets no markup and no control character of a value through", () => {
    const values = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const { text } = html`<i title="${one}">${[other]}</i>`;
        const [, title = "", content = ""] = /^<i title="(.*)">(.*)<\/i>$/s.exec(text) ?? [];
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not come through
        expect(title + content).not.toMatch(/[<>"'\u0000-\u001f\u007f]|&(?!(amp|lt|gt|quot|#39);)/);
        expect(html`${html`${one}`}`.text).toBe(html`${one}`.text);
      }),
      { seed: 15, numRuns: 100 },
    );
  });

  it("makes all the markup of the report: none is in a plain string", () => {
    const files = readdirSync(report, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
    const plain = files.flatMap((file) => {
      const code = readFileSync(join(report, file), "utf8").replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*/g, "");
      return [...code.matchAll(/(?<!html)[`"']\s*<\/?[a-z!][^`\n]{0,40}/g)].map(([found]) => `${file}: ${found}`);
    });
    expect(files.length).toBeGreaterThan(20);
    expect(plain).toEqual(['markdown.ts: "</details>",']);
  });
});
