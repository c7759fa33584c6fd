import type { ReactNode } from "react";
import { ruleLine } from "../widgets/layout.ts";
import { fitLine, type Line, seg, wrapText } from "../widgets/line.ts";
import { Lines, Words } from "../widgets/rows.tsx";

type Tone = "label" | "warning" | "error";

interface NoticeProps {
  readonly text: string;
  readonly tone: Tone;
  readonly width: number;
}

/** A message instead of the footer; a long one extends upwards, and several lines are separated from the body by a rule. */
export function Notice(props: NoticeProps): ReactNode {
  return <Lines lines={noticeLines(props)} />;
}

function noticeLines({ text, tone, width }: NoticeProps): readonly Line[] {
  const sign = tone === "label" ? "✓" : "!";
  const lines = wrapText(text, width - 4).map((part, index) => noticeLine(part, tone, width, index === 0 ? sign : " "));
  return lines.length > 1 ? [ruleLine("", width), ...lines] : lines;
}

/** What is in progress, in one line instead of the footer. */
export function StatusLine({
  text,
  width,
  sign,
}: {
  readonly text: string;
  readonly width: number;
  readonly sign: string;
}): ReactNode {
  return <Words line={noticeLine(text, "label", width, sign)} />;
}

function noticeLine(text: string, tone: Tone, width: number, sign: string): Line {
  const [mark, said] = tone === "label" ? (["accent", "text"] as const) : ([tone, tone] as const);
  return fitLine([seg(` ${sign} `, mark), seg(text, said)], width);
}
