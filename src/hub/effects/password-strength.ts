/** How hard a password is to guess, by the library of the hub with its dictionaries. [next/lib/password-strength.ts; npm @zxcvbn-ts/core@3] */
import { refuse } from '../../core/errors.ts';
import type { PasswordStrength } from '../../core/outcome.ts';
import { requirePackage } from '../programs.ts';
import { reasonOf } from './command-faults.ts';

/** @throws Refusal `unsimulated` when the packages of the library are not there. */
export function passwordStrength(password: string): PasswordStrength {
  judge ??= loaded();
  const { score, feedback } = judge(password);
  return { score, warning: feedback.warning ?? '', suggestions: feedback.suggestions };
}

let judge: ReturnType<typeof loaded> | undefined;

/** The packages are optional: where they are named in an `import`, bundlers want them installed. */
function loaded() {
  try {
    const { zxcvbn, zxcvbnOptions } = requirePackage('@zxcvbn-ts/core') as typeof import('@zxcvbn-ts/core');
    const common = requirePackage('@zxcvbn-ts/language-common') as typeof import('@zxcvbn-ts/language-common');
    const english = requirePackage('@zxcvbn-ts/language-en') as typeof import('@zxcvbn-ts/language-en');
    zxcvbnOptions.setOptions({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
      translations: english.translations,
    });
    return zxcvbn;
  } catch (fault) {
    const why = `the optional packages that judge them cannot be loaded; ${INSTALL} (${reasonOf(fault)})`;
    throw refuse('unsimulated', { what: 'the strength of a password', why });
  }
}

const INSTALL = 'npm install --save-dev @zxcvbn-ts/core @zxcvbn-ts/language-common @zxcvbn-ts/language-en';
