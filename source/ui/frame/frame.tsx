import { Box } from "ink";
import type { ReactNode } from "react";
import type { Size } from "../state/app-state.ts";
import type { Chip } from "../widgets/chip.ts";
import { Row } from "../widgets/rows.tsx";
import { Chips } from "./chips.tsx";
import { Title, type TitleProps } from "./title.tsx";

export interface FrameProps extends Pick<TitleProps, "crumbs" | "right"> {
  readonly size: Size;
  readonly chips: readonly Chip[];
  /** The screen in view. */
  readonly children: ReactNode;
  /** The keys, or a message instead of them, which may extend up over the body. */
  readonly footer: ReactNode;
  /** The overlay on top of everything. */
  readonly dialog?: ReactNode;
}

/** The whole terminal: title, chips, a blank line, the body and a line below it. */
export function Frame({ size, crumbs, right, chips, children, footer, dialog }: FrameProps): ReactNode {
  const { columns, rows } = size;
  return (
    <Box flexDirection="column" width={columns} height={rows}>
      <Title crumbs={crumbs} right={right} width={columns} />
      <Chips chips={chips} width={columns} />
      <Row text="" />
      {children}
      <Box position="absolute" bottom={0} left={0}>
        {footer}
      </Box>
      {dialog}
    </Box>
  );
}
