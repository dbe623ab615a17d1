/** The published API description, `api.json`: events, each with a text and a text for every field. */
import { isObject, type JsonObject } from '../core/json.ts';
import { JsonError, readJsonText } from '../core/json-text.ts';

export interface Description {
  /** What all requests have before the name of the event: `/api/v1/`. */
  readonly root: string;
  /** The revision of the hub that the description was made from. */
  readonly gitrev: string;
  readonly events: Readonly<Record<string, DescribedEvent>>;
}

export interface DescribedEvent {
  /** Markdown, with curl examples in fenced blocks. */
  readonly description: string;
  /** Names of fields to what is said of them. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What is wrong with a description, and where in it. */
export class DescriptionError extends Error {
  override name = 'DescriptionError';
}

/**
 * The description that the text holds.
 *
 * @param source what the text was read from, for errors.
 * @throws DescriptionError naming the first place that is not as it should be.
 */
export function readDescription(text: string, source: string): Description {
  const fault = (place: string, problem: string) => new DescriptionError(`${source}: ${place} ${problem}`);
  const objectAt = (place: string, value: unknown): JsonObject => {
    if (!isObject(value)) throw fault(place, `should be an object, not ${kindOf(value)}`);
    return value;
  };
  const textAt = (place: string, value: unknown): string => {
    if (typeof value !== 'string') throw fault(place, `should be a text, not ${kindOf(value)}`);
    return value;
  };

  const whole = objectAt('the document', parsed(text, source));
  const events = Object.entries(objectAt('events', whole.events));
  if (events.length === 0) throw fault('events', 'should name at least one event');
  return {
    root: textAt('root', whole.root),
    gitrev: textAt('gitrev', whole.gitrev),
    events: Object.fromEntries(
      events.map(([name, value]) => {
        const place = `events.${name}`;
        const event = objectAt(place, value);
        const fields = Object.entries(objectAt(`${place}.fields`, event.fields));
        return [
          name,
          {
            description: textAt(`${place}.description`, event.description),
            fields: Object.fromEntries(
              fields.map(([field, said]) => [field, textAt(`${place}.fields.${field}`, said)]),
            ),
          },
        ];
      }),
    ),
  };
}

function parsed(text: string, source: string): unknown {
  try {
    return readJsonText(text);
  } catch (thrown) {
    throw thrown instanceof JsonError ? new DescriptionError(`${source}: ${thrown.message}`) : thrown;
  }
}

function kindOf(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
