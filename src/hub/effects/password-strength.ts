/** How hard a password is to guess, by the library of the hub with its dictionaries. [next/lib/password-strength.ts; npm @zxcvbn-ts/core@3] */
import { zxcvbn, zxcvbnOptions } from '@zxcvbn-ts/core';
import * as common from '@zxcvbn-ts/language-common';
import * as english from '@zxcvbn-ts/language-en';
import type { PasswordStrength } from '../../core/outcome.ts';

zxcvbnOptions.setOptions({
  dictionary: { ...common.dictionary, ...english.dictionary },
  graphs: common.adjacencyGraphs,
  translations: english.translations,
});

export function passwordStrength(password: string): PasswordStrength {
  const { score, feedback } = zxcvbn(password);
  return { score, warning: feedback.warning ?? '', suggestions: feedback.suggestions };
}
