/** In a browser no file tells the version. */
export function writtenBy(): string {
  return 'cocalc-mock-hub in a browser';
}
