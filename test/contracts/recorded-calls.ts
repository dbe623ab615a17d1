/** The calls of functions in `fixtures/recordings`: what a real hub was sent, and what it answered. */
import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type Json, type JsonObject } from '../../src/core/json.ts';
import { endpointOf } from '../../src/hub/dispatch/index.ts';

const FOLDER = 'fixtures/recordings';

/** Stands for the keys that were left out of the recordings. */
const KEY = 'sk-0123456789abcdef000007';

export interface RecordedCall {
  /** The file, and what the call tries there. */
  readonly title: string;
  /** As in `conat/hub/system.ping`. */
  readonly endpoint: string;
  readonly body: JsonObject;
  readonly answer: Json;
}

/** What is read of an HTTP archive. */
interface Archive {
  readonly log: {
    readonly entries: readonly {
      readonly comment: string;
      readonly request: {
        readonly method: string;
        readonly url: string;
        readonly postData?: { readonly text: string };
      };
      readonly response: { readonly content: { readonly text?: string } };
    }[];
  };
}

/** Each POST with a function's name, to one of the two paths, that was answered in JSON. */
export function recordedCalls(): RecordedCall[] {
  const archives = readdirSync(FOLDER).filter((file) => file.endsWith('.har'));
  return archives.flatMap((file) => {
    const { log } = JSON.parse(readFileSync(`${FOLDER}/${file}`, 'utf8')) as Archive;
    return log.entries.flatMap(({ comment, request, response }) => {
      const [, path] = /\/api\/(conat\/(?:hub|project))(?:\?|$)/.exec(request.url) ?? [];
      const body = parsed(request.postData?.text ?? '');
      // A request that was never answered has no text.
      const answer = parsed((response.content.text ?? '').replaceAll('{{SOME_API_KEY}}', KEY));
      if (request.method !== 'POST' || path === undefined || answer === undefined) return [];
      if (!isObject(body) || typeof body.name !== 'string') return [];
      const endpoint = endpointOf({ name: path, body, credential: 'absent', ip: '' });
      return [{ title: `${file}: ${comment}`, endpoint, body, answer }];
    });
  });
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
