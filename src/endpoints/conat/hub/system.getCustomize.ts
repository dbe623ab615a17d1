import { refuse } from '../../../core/errors.ts';
import { defineHubFunction } from '../../../core/functions.ts';
import { options, required } from '../../../core/options.ts';

/** Tells settings of the site by their names. [database/settings/customize.ts] */
export const endpoint = defineHubFunction({
  name: 'conat/hub/system.getCustomize',
  account: 'none',
  positional: true,
  request: options({ fields: required }),
  handle(state, { fields }) {
    const { site_name: siteName, help_email: helpEmail, dns } = state.site;
    const known: Readonly<Record<string, string>> = { siteName, helpEmail, dns };
    if (typeof fields !== 'string' && !Array.isArray(fields)) throw unknown('all settings of the site at once');
    // A text is searched for the names of settings as a list is.
    const named = Array.isArray(fields) ? fields : [fields];
    const told = named.map((field): [string, string] => {
      if (typeof field !== 'string' || !Object.hasOwn(known, field))
        throw unknown(`the setting ${JSON.stringify(field)}`);
      return [field, known[field] as string];
    });
    return { state, answer: Object.fromEntries(told) };
  },
});

function unknown(what: string) {
  return refuse('unsimulated', { what, why: 'only siteName, helpEmail and dns are known here' });
}
