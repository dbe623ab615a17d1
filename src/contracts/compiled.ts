/** A contract made ready to check with: compiled at its first use, or by the build. */
import type { Json } from '../core/json.ts';
import type { Contract } from './contract.ts';
import type { Schema } from './schema.ts';

/** What ajv tells of one fault. */
export interface Fault {
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validate {
  (value: unknown): boolean;
  errors?: readonly Fault[] | null;
}

export interface CompiledSchema {
  readonly schema: Schema;
  readonly validate: Validate;
}

export interface CompiledContract {
  readonly endpoint: string;
  readonly request: CompiledSchema;
  /** The body around the arguments of a function. */
  readonly envelope?: CompiledSchema;
  readonly success: Readonly<Record<string, CompiledSchema>>;
  readonly refusal: Readonly<Record<string, CompiledSchema>>;
  readonly rejection: CompiledSchema;
  /** The words of refusals, as in the contract. */
  readonly refusals: readonly Json[];
  readonly rejections: readonly Json[];
  readonly neverAnswers: Contract['neverAnswers'];
}
