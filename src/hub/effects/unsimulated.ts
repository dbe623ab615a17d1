/** What cannot be simulated, and why; the words of the refusal. */
export interface Unsimulated {
  readonly what: string;
  readonly why: string;
}
