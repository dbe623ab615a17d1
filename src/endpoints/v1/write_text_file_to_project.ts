import { deviates } from '../../core/deviations.ts';
import { defineEndpoint, type Gate } from '../../core/endpoint.ts';
import { writeTextFile } from '../../core/files/text-files.ts';
import { optional, options, required } from '../../core/options.ts';
import { canRead, canWrite } from '../../core/projects/access.ts';
import { requireRunning, whenRunning } from '../../core/projects/lifecycle.ts';

const [byReaders, byWriters] = [canRead('project_id'), canWrite('project_id')];

const mayWrite: Gate<'project_id'> = (state, request, caller) => {
  const gate = deviates(state, 'write_needs_write_access') ? byWriters : byReaders;
  return gate(state, request, caller);
};

/** Writes a text to a file of a project, which starts it. [smc-hub/client.coffee mesg_write_text_file_to_project] */
export const endpoint = defineEndpoint({
  name: 'v1/write_text_file_to_project',
  request: options({ id: optional, project_id: required, path: required, content: required }),
  authorize: [mayWrite],

  handle(state, { project_id, path, content }) {
    const id = project_id as string;
    return whenRunning(state, [id], (running) => {
      requireRunning(running, id);
      return { state: writeTextFile(running, id, path, content), answer: { event: 'file_written_to_project' } };
    });
  },
});
