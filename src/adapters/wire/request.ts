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
  /** All bytes of the body, or `undefined` when they are more than `limitBytes`. */
  read(limitBytes: number): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** @param name in lower case. */
  header(name: string): string | undefined;
}
