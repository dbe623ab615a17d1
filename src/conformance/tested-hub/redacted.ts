/** Plain data without the secrets that are known, or that it tells of itself. */
import type { Json } from '../../core/json.ts';
import type { Redactor } from '../../core/redact.ts';

export function redacted<Value>(value: Value, secrets: Redactor): Value {
  return secrets.json(value as Json) as Value;
}
