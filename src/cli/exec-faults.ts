/** `exec --faults`: a command again and again, each time at a hub of its own with another fault. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { interruptedBy, type Signal } from '../conformance/verdict/exit-code.ts';
import { Redactor } from '../core/redact.ts';
import { type CampaignSubject, faultCampaign } from '../fault-runs/campaign.ts';
import { type PlannedFault, specOf } from '../fault-runs/faults.ts';
import type { FaultReport } from '../fault-runs/report.ts';
import { FAULT_REPORTS, faultText } from '../fault-runs/reports.ts';
import { isGood, type RunEnd, worldEnd } from '../fault-runs/verdict.ts';
import { type RunningServer, startServer } from '../server/index.ts';
import { boundedRun } from './bounded-run.ts';
import { attempt } from './check.ts';
import { environmentFor } from './exec.ts';
import type { FaultRunSettings } from './fault-options.ts';
import { type HubSettings, serverOptions } from './options.ts';
import { progressLine } from './progress.ts';
import { complain } from './report.ts';
import { endedBySignals, print } from './terminal.ts';

/** What a run may take beyond three times as long as the one without faults: clients wait some seconds for an answer. */
const GRACE_MS = 15_000;

/** @returns the exit code. */
export function execFaults(
  command: readonly string[],
  settings: HubSettings,
  faults: FaultRunSettings,
): Promise<number> {
  return attempt(async () => {
    // A folder that cannot be made is told before anything runs.
    if (faults.reports.length > 0) mkdirSync(faults.folder, { recursive: true });
    const { signal, stop } = endedBySignals();
    const progress = progressLine();
    try {
      const subject = await commandSubject(command, settings, signal);
      const report = await faultCampaign(subject, {
        ...{ mode: faults.mode, only: faults.only, atOnce: faults.atOnce, most: faults.runs, signal },
        ...{ timeoutMs: faults.timeoutMs, graceMs: GRACE_MS },
        onCase: ({ name, verdict }, { done, all }) => {
          progress.show({ name, verdict: isGood(verdict) ? 'pass' : 'fail', done, all });
        },
      });
      progress.end();
      print(faultText(report));
      writeReports(report, faults);
      return signal.aborted ? interruptedBy(signal.reason as Signal).code : report.exit.code;
    } finally {
      progress.end();
      stop();
    }
  });
}

async function commandSubject(
  command: readonly string[],
  settings: HubSettings,
  signal: AbortSignal,
): Promise<CampaignSubject> {
  const { log: _log, ...options } = serverOptions({ ...settings, port: 0 });
  const { clock } = settings;
  const begin = async (world: Pick<typeof options, 'world'>) =>
    startServer({ ...options, ...world, ...{ journal: { calls: MOST_CALLS }, clock: clock.fork?.() ?? clock } });
  // Read once, since every run begins with it.
  const first = await begin({ world: options.world });
  const { world } = first.world;
  await first.close();
  return {
    title: command.join(' '),
    clockRuns: !('advance' in clock),
    run: async (fault, timeoutMs) => {
      const server = await begin({ world });
      try {
        return await runAt(server, command, { fault, timeoutMs, signal });
      } finally {
        await server.close();
      }
    },
  };
}

const MOST_CALLS = 100_000;

async function runAt(
  server: RunningServer,
  command: readonly string[],
  { fault, timeoutMs, signal }: { fault: PlannedFault | undefined; timeoutMs: number; signal: AbortSignal },
): Promise<RunEnd & { readonly fired: boolean }> {
  const start = server.hub.state;
  const armed = fault && (await server.hubOf(fault.site.world).faults.arm(specOf(fault)));
  const { ended, told, output, ms } = await boundedRun(command, environmentFor(server), { timeoutMs, signal });
  const worlds = new Map(server.worldNames().map((name) => [name, worldEnd(server.hubOf(name), start)]));
  const secrets = new Redactor();
  for (const { api_key } of server.cast.accounts) if (api_key !== null) secrets.learn(api_key, 'KEY');
  const fired = armed === undefined || armed.fired > 0;
  return { ended, told, ms, output: secrets.text(output), worlds, fired };
}

/** Says which cannot be written. */
function writeReports(report: FaultReport, { reports, folder }: FaultRunSettings): void {
  for (const kind of reports) {
    const file = join(folder, FAULT_REPORTS[kind].file);
    writeFileSync(file, FAULT_REPORTS[kind].write(report));
    complain(`written: ${file}`);
  }
}
