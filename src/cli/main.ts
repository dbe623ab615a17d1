#!/usr/bin/env node
/** The command `cocalc-mock-hub`, for a Node that can run it. Written so that one of ten years ago can read this file. */

const OLDEST = '20.19';

function isOlder(version: string, than: string): boolean {
  const [one, other] = [version, than].map((text) => text.split('.').map(Number)) as [number[], number[]];
  const at = other.findIndex((part, index) => one[index] !== part);
  return at !== -1 && Number(one[at]) < Number(other[at]);
}

if (isOlder(process.versions.node, OLDEST)) {
  process.stderr.write(`cocalc-mock-hub: this is Node ${process.versions.node}; Node ${OLDEST} or newer is needed\n`);
  process.exitCode = 2;
} else {
  import('./program.ts').then(({ runProgram }) => runProgram());
}
