import { createHash } from "node:crypto";
import { style } from "./style.ts";
import { Html, html, lines, type Part } from "./tag.ts";

/** A page that loads nothing: its content policy allows only its one style sheet, by hash. */
export function pageHtml(title: string, body: readonly Part[]): Html {
  const hash = createHash("sha256").update(style).digest("base64");
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${new Html(style)}</style>
</head>
<body>
${lines(body)}
</body>
</html>
`;
}
