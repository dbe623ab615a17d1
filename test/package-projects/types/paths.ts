/** Every path of the package has types. */
import type { Server } from 'node:http';
import { createHub, fetchHandler, fromDocument, type HubOptions, toDocument, type World } from 'cocalc-mock-hub';
import { type Checkable, check, type Report, reportText } from 'cocalc-mock-hub/conformance';
import { checkAnswer, readyContract, type Violation, violationText } from 'cocalc-mock-hub/contracts';
import { type HubApp, hubApp } from 'cocalc-mock-hub/express';
import { fakeWorld } from 'cocalc-mock-hub/fake';
import { type RunningServer, startServer } from 'cocalc-mock-hub/server';
import classroom, { world } from 'cocalc-mock-hub/worlds/classroom';

const options: HubOptions = { world: classroom, lifecycle: { kind: 'after', ms: 10 } };
const hub = createHub(options);
const other: World = fakeWorld({ accounts: 3 });
const app: HubApp = hubApp(createHub({ world: other }));
const listening: Server = app.listen(0);
listening.close();
const server: RunningServer = await startServer({ world });
await server.close();
const response: Response = await fetchHandler(hub)(new Request('https://hub.example/api/v1/ping', { method: 'POST' }));
const contract = await readyContract('v1/ping');
const violations: Violation[] = contract === undefined ? [] : checkAnswer(contract, { event: 'pong' });
console.log(response.status, violations.map(violationText));
hub.restore(fromDocument(toDocument(hub.state)));
const targets: Checkable[] = ['mock', new URL('https://hub.example'), hub];
for (const target of targets) {
  const report: Report = await check(target, { suites: ['contracts'], keys: { self: 'sk' }, dryRun: true });
  const page: string = reportText(report, 'html');
  console.log(report.exit.code, report.cases[0]?.findings[0]?.expected, page);
}
// @ts-expect-error a suite that there is not
check('mock', { suites: ['contract'] });
// @ts-expect-error an option that there is not
check('mock', { readonly: true });
// @ts-expect-error a kind of report that there is not
reportText({} as Report, 'pdf');
// @ts-expect-error an option that there is not
createHub({ wrld: 'classroom' });
// @ts-expect-error an app is no hub
hubApp({});
