import type { SecretKind } from './names.ts';

/** A secret in a text, from `start` to before `end`. */
export interface SecretPlace {
  readonly start: number;
  readonly end: number;
  readonly kind: SecretKind;
  /** What it is when it is not spelled for its place. */
  readonly secret: string;
  /** It is base64 of `user:password`. */
  readonly isBasic?: true;
  /** It may be an ordinary word, which must not be cut out of other texts. */
  readonly isWord?: boolean;
}
