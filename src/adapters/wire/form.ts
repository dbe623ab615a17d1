/** Form bodies, in their extended syntax: `a[]=1`, `a[x]=1`. [npm body-parser@1.19.0 urlencoded, qs@6.7.0] */
import qs from 'qs';
import { LEVELS, tooDeep } from '../../core/copied.ts';
import { Failure } from './failure.ts';

const PARAMETERS = 1000;

/**
 * The values in a form: texts, lists and objects, never numbers.
 *
 * @throws Failure 413 for more than 1000 parameters.
 * @throws Refusal `unsimulated` for a name with more than `LEVELS` brackets.
 */
export function parseForm(text: string): object {
  const parameters = text.split('&', PARAMETERS + 1).length;
  if (parameters > PARAMETERS) throw new Failure(413);
  try {
    return qs.parse(text, {
      allowPrototypes: true,
      // The first index that does not make a list; to the hub's older version it is the last that does.
      arrayLimit: Math.max(100, parameters) + 1,
      depth: LEVELS,
      strictDepth: true,
      parameterLimit: PARAMETERS,
    });
  } catch (thrown) {
    if (thrown instanceof RangeError) throw tooDeep();
    throw thrown;
  }
}
