import { Component, type ReactNode } from "react";

interface Props {
  readonly children: ReactNode;
  /** What is shown in place of what failed. */
  readonly panel: (error: Error, crashFile: string | undefined) => ReactNode;
  /** Writes down what failed and where; resolves to the file. */
  readonly onCrash: ((error: unknown) => string | undefined) | undefined;
  /** Changes with whatever may have been the cause: what failed is then tried again. */
  readonly version: number;
}

interface State {
  readonly failed: { readonly error: Error; readonly file: string | undefined; readonly at: number } | undefined;
}

/** Keeps the program usable where a screen throws while it is drawn: the rest goes on, and so do the keys. */
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
