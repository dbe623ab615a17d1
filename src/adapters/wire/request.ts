/** A request of any kind, as far as a hub looks at it. */
export interface WireRequest {
  /** In capitals. */
  readonly method: string;
  /** Path and query, or a whole URL, as sent: nothing decoded. */
  readonly target: string;
  /** What pages show instead of `target`, where a mount point was cut off. */
  readonly originalTarget?: string | undefined;
  /** Whose connection it is. */
  readonly ip?: string | undefined;
  /** The body, where somebody has read and parsed it before us. */
  readonly parsed?: object | undefined;
  readonly hasBody: boolean;
  /** Whether the connection is encrypted, where the target does not say so. */
  readonly isEncrypted?: boolean | undefined;
  /** @param name in lower case. */
  header(name: string): string | undefined;
}
