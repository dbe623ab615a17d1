/** What a browser shows of a hub outside of the API. */
import { escaped } from '../../core/markup.ts';
import { PAGE_STYLE, policyHash, styledPage } from '../../core/page.ts';

/** A hub writes a token into this page as it was sent; here it cannot be a script. [server/auth/impersonate.ts] */
export function refusalPage(words: string): string {
  return escaped(`ERROR: impersonate error -- ${words}`).replaceAll('&quot;', '"');
}

/** The way to the site. A redirect by HTTP would lose cookies that are for this site alone. [server/auth/client-side-redirect.ts] */
export function redirectPage(target: string): string {
  const inScript = JSON.stringify(target).replaceAll('<', '\\u003c');
  return page(
    'Signed in',
    `<p>Go on to <a href="${escaped(target)}">${escaped(target)}</a>.</p>`,
    `location.href = ${inScript};`,
  );
}

/** Signs in by the API, whatever this page was reached by, and opens it again: then it is a redirect with the key. */
const SIGN_IN = `
const form = document.forms[0];
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  const { email, password } = Object.fromEntries(new FormData(form));
  const place = location.pathname.replace(/app[/]?$/i, '');
  const response = await fetch(place + 'api/v2/auth/sign-in', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email, password }),
  });
  const { error } = await response.json();
  if (error === undefined) location.reload();
  else document.querySelector('[role=alert]').textContent = error;
});
`;

/** Header that lets the sign-in page run its own script and no other, and call this hub alone. */
export const POLICY = [
  'Content-Security-Policy',
  `default-src 'none'; style-src ${policyHash(PAGE_STYLE)}; script-src ${policyHash(SIGN_IN)}; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
];

/** Asks for address and password. The attributes `cocalc-test` are those by which tests of hubs find the fields. */
export function signInPage(application: string): string {
  const named = escaped(application.charAt(0).toUpperCase() + application.slice(1));
  return page(
    'Sign in',
    `<h1>CoCalc API Key Access for ${named}</h1>
<p>${named} is given the API key of the account that signs in here, by which it can do all that the account can.</p>
<form>
<p><label>Email address <input name="email" type="email" autocomplete="username" required cocalc-test="sign-in-email"></label></p>
<p><label>Password <input name="password" type="password" autocomplete="current-password" required cocalc-test="sign-in-password"></label></p>
<p><button cocalc-test="sign-in-submit">Sign in</button></p>
<p role="alert"></p>
</form>`,
    SIGN_IN,
  );
}

function page(title: string, content: string, script: string): string {
  return styledPage(`${title} · cocalc-mock-hub`, content, script);
}
