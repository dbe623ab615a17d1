const assert = require('node:assert/strict');
const { test } = require('node:test');
const { createHub } = require('cocalc-mock-hub');

test('the package is required, and runs a command in a project', async () => {
  const hub = createHub({ world: 'classroom' });
  const { projects } = hub.state;
  const [project_id] = [...projects.keys()];

  const { body } = await hub.as('teacher').v1.project_exec({ project_id, command: 'echo $((6 * 7))', bash: true });

  assert.equal(body.stdout, '42\n');
  hub.close();
});
