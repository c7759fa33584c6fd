import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  /** Shown instead of what failed. */
  readonly panel: (error: Error, crashFile: string | undefined) => ReactNode;
  /** Writes a crash report and returns its file. */
  readonly onCrash: ((error: unknown) => string | undefined) | undefined;
  /** Changes with anything that may have caused the failure; the children are then tried again. */
  readonly version: number;
}

interface State {
  readonly failed: { readonly error: Error; readonly file: string | undefined; readonly at: number } | undefined;
}

/** Keeps the program usable when a screen throws while being drawn: everything else, keys included, keeps working. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { failed: undefined };

  static getDerivedStateFromProps({ version }: Props, { failed }: State): State | null {
    return failed !== undefined && failed.at !== -1 && failed.at !== version ? { failed: undefined } : null;
  }

  static getDerivedStateFromError(thrown: unknown): State {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    return { failed: { error, file: undefined, at: -1 } };
  }

  override componentDidCatch(thrown: unknown): void {
    const { onCrash, version } = this.props;
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    this.setState({ failed: { error, file: onCrash?.(thrown), at: version } });
  }

  override render(): ReactNode {
    const { failed } = this.state;
    return failed === undefined ? this.props.children : this.props.panel(failed.error, failed.file);
  }
}
