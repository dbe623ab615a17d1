/** Schemas of what travels on the control plane: JSON Schema 2020-12, as far as it is needed here. */

export interface ControlSchema {
  /** What errors call it, and of objects also types. */
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly const?: string | null;
  readonly enum?: readonly string[];
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: string | number;
  readonly properties?: ControlMembers;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | ControlSchema;
  readonly minProperties?: number;
  readonly items?: ControlSchema;
  readonly oneOf?: readonly ControlSchema[];
}

export type ControlMembers = Readonly<Record<string, ControlSchema>>;

export const textSchema = (description?: string): ControlSchema => described({ type: 'string' }, description);
export const anySchema = (description: string): ControlSchema => ({ description });
export const countSchema = (description?: string, maximum = Number.MAX_SAFE_INTEGER, minimum = 0): ControlSchema =>
  described({ type: 'integer', minimum, maximum, title: wholeNumber(minimum, maximum) }, description);
export const numberSchema = (description?: string): ControlSchema => described({ type: 'number' }, description);
export const enumSchema = (values: readonly string[], description?: string): ControlSchema =>
  described({ enum: values }, description);
export const listSchema = (items: ControlSchema, description?: string): ControlSchema =>
  described({ type: 'array', items }, description);
export const openSchema = (description: string): ControlSchema => ({
  type: 'object',
  description,
  additionalProperties: true,
});
export const textOrNullSchema = (description: string): ControlSchema => ({ type: ['string', 'null'], description });
export const numberOrNullSchema = (description: string): ControlSchema => ({ type: ['number', 'null'], description });

/** An ISO time. */
export const timeSchema = (description: string): ControlSchema => ({
  type: 'string',
  description,
  title: 'an ISO time such as 2026-01-01T12:00:00Z',
  pattern: '^\\d{4}-\\d\\d-\\d\\d(T\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?(Z|[+-]\\d\\d:\\d\\d))?$',
});

/** An object with these members and no others; those whose names end with `?` may be left out. */
export function objectSchema(members: ControlMembers, more: Partial<ControlSchema> = {}): ControlSchema {
  const named = Object.entries(members).map(([name, schema]) => [name.replace(/\?$/, ''), schema] as const);
  const required = Object.keys(members).filter((name) => !name.endsWith('?'));
  return { type: 'object', properties: Object.fromEntries(named), required, additionalProperties: false, ...more };
}

function described(schema: ControlSchema, description: string | undefined): ControlSchema {
  return description === undefined ? schema : { ...schema, description };
}

function wholeNumber(minimum: number, maximum: number): string {
  return `a whole number from ${minimum}${maximum === Number.MAX_SAFE_INTEGER ? '' : ` to ${maximum}`}`;
}
