/** `cocalc-mock-hub/contracts`: what the API promises, and checks of requests and answers against it. */
export { checkAnswer, checkRequest } from './check.ts';
export type { CompiledContract } from './compiled.ts';
export type { Encoding } from './contract.ts';
export { readyContract } from './ready.ts';
export type { Origin } from './schema.ts';
export { type Violation, violationText } from './violations.ts';
