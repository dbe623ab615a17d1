/** What the control plane may want to be shown. */
export const EXPECTED_TOKEN = 'a token of 8 to 200 letters, digits and any of -._~+/=';

export function isToken(text: string): boolean {
  return /^[\w.~+/=-]{8,200}$/.test(text);
}
