/** `record`: writes down what passes through a proxy, without secrets. */
import { rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { Recorder, type SeenExchange } from '../conformance/recordings/recorder.ts';
import { settingFileOf } from '../conformance/recordings/replay-setting.ts';
import { worldNames } from '../hub/named-worlds.ts';
import { listen } from '../server/listen.ts';
import { codeOf } from '../server/text-file.ts';
import { HarFile } from './har-file.ts';
import { recordingProxy } from './recording-proxy.ts';
import { complain } from './report.ts';

export interface RecordOptions {
  readonly target: string;
  readonly out: string;
  readonly port: number;
  /** The largest body that is written down, in bytes; larger ones pass through all the same. */
  readonly bodyLimit: number;
}

/** What shells expect of a command that was called wrongly. */
const CALLED_WRONGLY = 2;

/** @returns the exit code, after a signal to end: 0 where all that passed is in the file, else 1. */
export async function recordCommand(options: RecordOptions, version: string): Promise<number> {
  const ended = new Promise((resolve) => {
    process.once('SIGINT', resolve);
    process.once('SIGTERM', resolve);
  });
  let file: HarFile;
  try {
    file = new HarFile(options.out, version);
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    complain(`option --out: ${options.out}: ${code === 'EEXIST' ? 'is there already; give another name' : message}`);
    return CALLED_WRONGLY;
  }
  const recording = new Recording(file, options.out);
  const server = recordingProxy({ ...options, seen: (exchange) => recording.add(exchange) });
  const close = await listen(server, '127.0.0.1', options.port).catch((thrown) => {
    file.close();
    rmSync(options.out);
    throw thrown;
  });
  const { port } = server.address() as AddressInfo;
  const mock = await mockAt(options.target);
  process.stdout.write(`records ${options.target} at http://127.0.0.1:${port}, into ${options.out}; Ctrl+C ends it\n`);
  await ended;
  await close();
  return recording.end(mock);
}

/** What one of our own servers says of itself, as far as a replay has to know it. */
interface MockFront {
  readonly world: string;
  readonly profile: string;
  readonly accounts: readonly { readonly name: string; readonly api_key: string | null }[];
}

/** Of any other hub, which is asked for nothing but its first page, `undefined`. */
async function mockAt(target: string): Promise<MockFront | undefined> {
  try {
    const signal = AbortSignal.timeout(LONGEST_FRONT_MS);
    const response = await fetch(new URL('/', target), {
      headers: { accept: 'application/json' },
      redirect: 'manual',
      signal,
    });
    const front = (await response.json()) as Partial<MockFront> & { first_call?: unknown };
    return front.first_call === undefined || !Array.isArray(front.accounts) ? undefined : (front as MockFront);
  } catch {
    // A hub that is not there is told of with the first call.
    return undefined;
  }
}

const LONGEST_FRONT_MS = 3000;

/** What is written down, and what could not be. */
class Recording {
  readonly #recorder = new Recorder();
  readonly #file: HarFile;
  readonly #out: string;

  constructor(file: HarFile, out: string) {
    this.#file = file;
    this.#out = out;
  }

  add(exchange: SeenExchange): void {
    this.#write(() => this.#file.add(this.#recorder.entry(exchange)));
  }

  end(mock: MockFront | undefined): number {
    this.#write(() => this.#file.flush());
    this.#file.close();
    if (mock !== undefined && this.#file.count > 0) this.#write(() => this.#writeSetting(mock));
    process.stdout.write(`${this.#file.count} exchanges in ${this.#out}\n`);
    const lost = this.#file.waiting + this.#file.dropped;
    if (lost > 0) complain(`${lost} exchanges are not in ${this.#out}: they could not be written`);
    return lost > 0 ? 1 : 0;
  }

  /** What a replay cannot know from the recording: where it began, and whose keys it has. */
  #writeSetting({ world, profile, accounts }: MockFront): void {
    const keys = accounts.flatMap(({ name, api_key }) => (api_key === null ? [] : [[name, api_key]]));
    const isNamed = worldNames().includes(world) || /^fake:\d+$/.test(world);
    if (!isNamed) complain(`the world ${world} is not written down: name it in the replay, by --world`);
    const setting = {
      ...(isNamed && { world, profiles: { [world]: profile } }),
      accounts: this.#recorder.whose(Object.fromEntries(keys)),
    };
    writeFileSync(settingFileOf(this.#out), `${JSON.stringify(setting, null, 2)}\n`, { mode: 0o600 });
  }

  #write(work: () => void): void {
    try {
      work();
    } catch (thrown) {
      const { waiting } = this.#file;
      complain(`cannot write ${this.#out} (${codeOf(thrown)}); ${waiting} exchanges are in memory, and tried again`);
    }
  }
}
