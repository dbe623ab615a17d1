/** What a hub tells of itself to whoever asks. [database/settings/customize.ts; measured: v2-readonly.har] */
import { refuse } from '../errors.ts';
import type { Json, JsonObject } from '../json.ts';
import type { HubState } from '../state.ts';

const OFF = [
  ...['isCommercial', 'sshGateway', 'anonymousSignup', 'anonymousSignupLicensedShares', 'shareServer', 'landingPages'],
  ...['sandboxProjectsEnabled', 'neuralSearchEnabled', 'computeServersEnabled', 'cloudFilesystemsEnabled'],
  ...['cookieBannerEnabled', 'signInBannerEnabled', 'accountCreationRedirectEnabled'],
];

/** The settings by their names, or those that are named; unknown ones are left out. @throws Refusal `fields_not_iterable` */
export function customization(state: HubState, fields: Json | undefined): JsonObject {
  if (fields === undefined) {
    throw refuse('unsimulated', { what: 'all settings of the site at once', why: 'not all of them are known' });
  }
  if (typeof fields !== 'string' && !Array.isArray(fields)) throw refuse('fields_not_iterable');
  const known = knownSettings(state);
  const named = typeof fields === 'string' ? [fields] : fields;
  return Object.fromEntries(
    named.flatMap((name) => {
      const isKnown = typeof name === 'string' && Object.hasOwn(known, name);
      return isKnown ? [[name, known[name] as Json] as const] : [];
    }),
  );
}

function knownSettings({ site }: HubState): JsonObject {
  return {
    siteName: site.site_name,
    siteDescription: 'Collaborative Calculation',
    helpEmail: site.help_email,
    dns: site.dns,
    kucalc: 'no',
    ...Object.fromEntries(OFF.map((name) => [name, false])),
    emailSignup: site.email_signup,
    verifyEmailAddresses: site.verify_emails,
    accountCreationRedirectAllowLegacy: true,
    strategies: [],
  };
}
