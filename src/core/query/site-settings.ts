/** The settings of a site that admins make by query. [smc-util/db-schema/site-defaults.ts] */
import type { Site } from '../settings.ts';
import type { HubState } from '../state.ts';

/** The setting's value; `undefined` where none was made. */
export function siteSettingOf(state: HubState, name: string): string | undefined {
  const value = state.server_settings.get(name)?.value;
  return typeof value === 'string' ? value : undefined;
}

/** Whether a setting that is on or off is on. */
export function isSettingOn(state: HubState, name: string): boolean {
  return isOn(siteSettingOf(state, name));
}

/** The settings that hubs know, as far as they are known here. */
export const SETTINGS: ReadonlySet<string> = new Set([
  'site_name',
  'site_description',
  'terms_of_service',
  'account_creation_email_instructions',
  'help_email',
  'commercial',
  'kucalc',
  'dns',
  'ssh_gateway',
  'version_min_project',
  'version_min_browser',
  'version_recommended_browser',
  'iframe_comm_hosts',
  'default_quotas',
  'max_upgrades',
  'email_enabled',
  'verify_emails',
  'email_signup',
  'strict_collaborator_management',
]);

/** The site as its other calls see it, once the setting has the value. */
export function withSetting(site: Site, name: string, value: string): Site {
  switch (name) {
    case 'site_name':
    case 'dns':
    case 'help_email':
      return { ...site, [name]: value };
    case 'verify_emails':
    case 'email_signup':
      return { ...site, [name]: isOn(value) };
    default:
      return site;
  }
}

function isOn(value: string | undefined): boolean {
  return value === 'yes' || value === 'true';
}
