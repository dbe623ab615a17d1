/** Looks at the memory of a process from outside, where the operating system tells it: on Linux. */

const EVERY_MS = 50;
// As they are now, since tests put others in their place, whose time may stand still.
const { setInterval, clearInterval } = globalThis;

/** Calls `exceed` once the process holds more than so many bytes. @returns what ends the watch. */
export async function watchMemory(pid: number, mostBytes: number, exceed: () => void): Promise<() => void> {
  if (process.platform !== 'linux') return () => {};
  const { readFileSync } = await import('node:fs');
  const look = () => {
    try {
      const [, kilobytes = '0'] = /^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'latin1')) ?? [];
      if (Number(kilobytes) * 1024 > mostBytes) exceed();
    } catch {
      // It has ended.
    }
  };
  const timer = setInterval(look, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}
