/** Requests that come to an HTML page instead of a hub's answer. */

/** The statuses of such pages, with the text that each one shows. [npm statuses@1.5.0] */
export const FAILURES = {
  400: 'Bad Request',
  413: 'Payload Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
} as const;

/** Thrown where a request fails before the hub sees it; `wire` alone catches it. Not an `Error`: nobody reads its stack. */
export class Failure {
  readonly status: keyof typeof FAILURES;

  constructor(status: keyof typeof FAILURES) {
    this.status = status;
  }
}
