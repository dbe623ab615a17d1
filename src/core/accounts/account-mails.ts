/** The mails that a hub sends about an account. Their text is ours; subject, link and what it holds are the hub's. */

import { newToken } from '../random.ts';
import { type HubState, update } from '../state.ts';
import { hasBannedDomain, withMail } from '../support/mail.ts';

/**
 * Welcomes an account to the site, with a token to verify its address by.
 *
 * A mail that cannot be sent is not missed. The address a site sends it from is a setting that is not simulated.
 * [smc-hub/auth.ts verify_email_send_token], [smc-hub/email.ts welcome_email]
 */
export function welcome(state: HubState, account_id: string, email_address: string): HubState {
  const { site, now } = state;
  const token = newToken(state, 'verification token').slice(0, 16).toLowerCase();
  const challenged = update(state, 'accounts', account_id, (account) => ({
    ...account,
    email_address_challenge: { email: email_address, token, time: now },
  }));
  if (email_address === '' || hasBannedDomain(site, email_address)) return challenged;
  return withMail(challenged, {
    to: email_address,
    from: site.help_email,
    subject: `Welcome to ${site.site_name} - ${site.dns}`,
    body: site.verify_emails
      ? `Please verify your address: ${verificationLink(site.dns, email_address, token)}`
      : `Your account is at https://${site.dns}`,
  });
}

/** Mails the link to verify the account's own address by, with a token that is kept until it is used; nothing without one. */
export function askedToVerify(state: HubState, account_id: string): HubState {
  const { email_address, email_address_challenge: pending } = state.accounts.get(account_id) ?? {};
  if (!email_address) return state;
  const isPending = pending != null && pending.email === email_address;
  const token = isPending ? pending.token : newToken(state, 'verification token').slice(0, 16).toLowerCase();
  const challenged = isPending
    ? state
    : update(state, 'accounts', account_id, (account) => ({
        ...account,
        email_address_challenge: { email: email_address, token, time: state.now },
      }));
  const { site_name, dns, help_email } = state.site;
  return withMail(challenged, {
    to: email_address,
    from: help_email,
    subject: `Verify your email address on ${site_name} (${dns})`,
    body: `Please verify your address: ${verificationLink(dns, email_address, token)}`,
  });
}

/** Mails the link to set a new password by. [smc-hub/password.coffee forgot_password] */
export function mailPasswordReset(state: HubState, email_address: string, code: string): HubState {
  const { site_name, dns, help_email } = state.site;
  return withMail(state, {
    to: email_address,
    from: `CoCalc Help <${help_email}>`,
    subject: `${site_name} Password Reset`,
    body: `To set a new password, open https://${dns}/auth/password_reset?token=${code}`,
  });
}

function verificationLink(dns: string, email_address: string, token: string): string {
  // The hub encodes the address twice.
  return `https://${dns}/auth/verify?${encodeURI(`email=${encodeURIComponent(email_address)}&token=${token}`)}`;
}
