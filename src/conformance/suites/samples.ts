/** Calls that leave everything as it is, and that whoever has a key can make at once: recipes that need nothing made. */

import type { Json } from '../../core/json.ts';
import { reachOf } from '../tested-hub/reach.ts';
import { type CaseContext, Skip } from './case.ts';
import { type Recipe, recipeOf, sampleCall } from './recipes.ts';
import type { Given } from './scene.ts';

export interface Sample {
  /** The parameters: the body of an event, or the first argument of a function. @throws Skip */
  send(context: CaseContext): Json | undefined;
  readonly recipe: Recipe;
}

/** Nothing for an operation that takes more. */
export function sampleOf(operation: string): Sample | undefined {
  const recipe = recipeOf(operation);
  if (recipe === undefined || !takesNothing(recipe) || reachOf(sampleCall(operation, recipe)) !== 'reads') {
    return undefined;
  }
  return { recipe, send: (context) => recipe.send(givenBy(context)) };
}

/** It is about whoever calls, or a project, of which there may be one already. */
function takesNothing({ props = [], people = [], as, neverSucceeds }: Recipe): boolean {
  const isOfProject = props.every((prop) => prop === 'project');
  return isOfProject && people.length === 0 && as === undefined && neverSucceeds === undefined;
}

function givenBy({ account, madeUpId }: CaseContext): Given {
  return {
    self: account,
    get project() {
      if (account.project_id === undefined) throw new Skip('the account has no project of its own');
      return account.project_id;
    },
    madeUpId,
    // What such recipes do not ask for.
  } as Partial<Given> as Given;
}
