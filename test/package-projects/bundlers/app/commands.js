/** A page that runs commands itself. */
import { createHub } from 'cocalc-mock-hub';
import world from 'cocalc-mock-hub/worlds/classroom';

const hub = createHub({ world, commands: { package: () => import('just-bash') } });
const body = {
  project_id: 'cccccccc-0000-4000-8000-000000000001',
  command: 'echo hello | tr a-z A-Z; wc -l < README.md > lines.txt; ls',
  bash: true,
};
const answer = await hub.call('v1/project_exec', body, { key: 'sk_00000000000000000teacher' });
document.body.append(Object.assign(document.createElement('pre'), { textContent: JSON.stringify(answer) }));
