/** How hard a password is to guess, by the library of the hub with its dictionaries. [next/lib/password-strength.ts; npm @zxcvbn-ts/core@3] */
import { refuse } from '../../core/errors.ts';
import type { PasswordStrength } from '../../core/outcome.ts';
import { reasonOf } from './command-faults.ts';

/** @throws Refusal `unsimulated` when the packages of the library are not there. */
export async function passwordStrength(password: string): Promise<PasswordStrength> {
  loading ??= loaded();
  const judge = await loading;
  const { score, feedback } = judge(password);
  return { score, warning: feedback.warning ?? '', suggestions: feedback.suggestions };
}

let loading: ReturnType<typeof loaded> | undefined;

async function loaded() {
  try {
    const [{ zxcvbn, zxcvbnOptions }, common, english] = await Promise.all([
      import('@zxcvbn-ts/core'),
      import('@zxcvbn-ts/language-common'),
      import('@zxcvbn-ts/language-en'),
    ]);
    zxcvbnOptions.setOptions({
      dictionary: { ...common.dictionary, ...english.dictionary },
      graphs: common.adjacencyGraphs,
      translations: english.translations,
    });
    return zxcvbn;
  } catch (fault) {
    loading = undefined;
    const why = `the optional packages that judge them cannot be loaded; ${INSTALL} (${reasonOf(fault)})`;
    throw refuse('unsimulated', { what: 'the strength of a password', why });
  }
}

const INSTALL = 'npm install --save-dev @zxcvbn-ts/core @zxcvbn-ts/language-common @zxcvbn-ts/language-en';
