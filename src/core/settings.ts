/** What a hub is made with, and keeps as long as it lives. */
import { EXPECTED_HOMES, isFolderOfHomes } from './files/homes.ts';
import { DAY } from './instant.ts';
import { boolean, count, either, list, type Of, oneOf, record, scalar, text } from './shape.ts';

/** The settings of the site that a call's answer depends on. */
const site = record({
  site_name: text,
  /** Host name in links and mails. */
  dns: text,
  help_email: text,
  /** Whether accounts can be made with e-mail and password. */
  email_signup: boolean,
  verify_emails: boolean,
  /** Whether a ticket service and a payment service are connected. */
  support: boolean,
  payments: boolean,
  /** Domains that mail is refused to and from. */
  banned_domains: list(text),
});
export type Site = Of<typeof site>;

const duration = scalar<number>(
  `a whole number of milliseconds from 0 to ${DAY}`,
  (value) => Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= DAY,
);

/** What a hub is made with, and keeps. */
export const settingsMembers = {
  seed: text,
  /** In which dialect a hub answers API v1. */
  profile: oneOf('documented', 'observed'),
  /** In which build a hub serves API v2: one in development holds requests to the published description. */
  v2: oneOf('production', 'development'),
  /**
   * How long a project or a copy stays between two states: not at all, some milliseconds, or some calls; or how many
   * milliseconds projects take to start and to stop, while all else is done at once.
   */
  lifecycle: either(
    record({ kind: oneOf('immediate') }),
    record({ kind: oneOf('after'), ms: duration }),
    record({ kind: oneOf('after'), calls: count }),
    record({ kind: oneOf('after'), start: duration, stop: duration }),
  ),
  /** Whether a hub remembers what it has looked up, and so answers late to a change: see `caches`. */
  caches: oneOf('none', 'real'),
  /** The folder that holds the home directories of all projects. */
  home: scalar<string>(EXPECTED_HOMES, isFolderOfHomes),
  /** How lists come that no order is promised of: by name or as they were made, or in an order of their own. */
  order: oneOf('plain', 'disk'),
  site,
};
export const settingsShape = record(settingsMembers);
export type Settings = Of<typeof settingsShape>;
export type Profile = Settings['profile'];
export type RestBuild = Settings['v2'];
export type Lifecycle = Settings['lifecycle'];
export type Caches = Settings['caches'];
export type ListOrder = Settings['order'];

export const defaultSite: Site = {
  site_name: 'Open CoCalc',
  dns: 'cocalc.com',
  help_email: 'help@cocalc.com',
  email_signup: true,
  verify_emails: false,
  support: true,
  payments: true,
  banned_domains: [],
};

/** What a hub is made with unless it is told otherwise. */
export const defaultSettings: Settings = {
  seed: '0',
  profile: 'documented',
  v2: 'production',
  lifecycle: { kind: 'immediate' },
  caches: 'none',
  home: '/projects',
  order: 'plain',
  site: defaultSite,
};
