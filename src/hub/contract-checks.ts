/** Holds the calls of a hub against the contracts of this package. */
import { cellsOf, useCells } from '../contracts/cells.ts';
import { checkAnswer, checkRequest } from '../contracts/check.ts';
import type { CompiledContract } from '../contracts/compiled.ts';
import { readAnswer } from '../contracts/reading.ts';
import { readyContract } from '../contracts/ready.ts';
import { type Violation, violationText } from '../contracts/violations.ts';
import { refuse } from '../core/errors.ts';
import type { Answer, Call } from './call.ts';
import type { Checks, Coverage } from './checks.ts';
import { endpointOf } from './dispatch/index.ts';
import { type Eventually, whenThere } from './eventually.ts';

/** Loads contracts by name of endpoint. */
type ContractSource = (endpoint: string) => Promise<CompiledContract | undefined>;

export interface ContractCheckOptions {
  /** Requests outside the documented types are refused, and answers that break their contract are replaced by an error. */
  readonly strict: boolean;
  /** Is told of an answer that breaks its contract, once for each kind of fault. */
  readonly onViolation: (endpoint: string, violation: Violation) => void;
  /** The contracts of this package by default. */
  readonly contracts?: ContractSource;
}

/** Kinds of answers that no contract is about: what a real hub does then is neither known nor promised here. */
const UNPROMISED: ReadonlySet<Answer['kind']> = new Set(['unsimulated', 'crash', 'injected', 'invalid']);

export class ContractChecks implements Checks {
  readonly #options: ContractCheckOptions;
  readonly #contracts: Map<string, CompiledContract>;
  readonly #used = new Map<string, Set<string>>();
  readonly #told = new Set<string>();

  constructor(options: ContractCheckOptions, contracts = new Map<string, CompiledContract>()) {
    this.#options = options;
    this.#contracts = contracts;
  }

  fork(): ContractChecks {
    return new ContractChecks(this.#options, this.#contracts);
  }

  request(call: Call): Eventually<Answer | undefined> {
    if (!this.#options.strict) return undefined;
    return whenThere(this.#contract(endpointOf(call)), (contract) => {
      const violation = contract && checkRequest(contract, call.body, call.encoding)[0];
      return violation && answerOf('outside_contract', violation);
    });
  }

  answer(call: Call, answer: Answer): Eventually<Answer> {
    if (UNPROMISED.has(answer.kind)) return answer;
    // Nothing at all travels; and what a hub without services says stands in a table of its own.
    if ('reply' in answer && answer.reply?.empty) return answer;
    if ('code' in answer && answer.code === 'unconfigured') return answer;
    const endpoint = endpointOf(call);
    const contract = this.#contract(endpoint);
    if (contract instanceof Promise) return contract.then((later) => this.#checked(endpoint, later, call, answer));
    return this.#checked(endpoint, contract, call, answer);
  }

  #checked(endpoint: string, contract: CompiledContract | undefined, call: Call, answer: Answer): Answer {
    if (contract === undefined) return answer;
    const read = readAnswer(contract, answer.body);
    const { body, encoding = 'json' } = call;
    useCells(contract, { body, encoding, answer: answer.body }, this.#usedOf(endpoint), read);
    const violations = checkAnswer(contract, answer.body, body, read);
    const [first] = violations;
    if (first === undefined) return answer;
    for (const violation of violations) this.#tell(endpoint, violation);
    return this.#options.strict ? answerOf('broken_contract', first) : answer;
  }

  async coverage(names: readonly string[]): Promise<Coverage> {
    const endpoints: Record<string, Coverage['endpoints'][string]> = {};
    for (const name of names) {
      const contract = await this.#contract(name);
      const cells = contract === undefined ? [] : cellsOf(contract);
      const seen = this.#used.get(name) ?? new Set();
      endpoints[name] = {
        used: cells.filter((cell) => seen.has(cell)),
        unused: cells.filter((cell) => !seen.has(cell)),
      };
    }
    const count = (kind: 'used' | 'unused') =>
      Object.values(endpoints).reduce((sum, endpoint) => sum + endpoint[kind].length, 0);
    return { used: count('used'), all: count('used') + count('unused'), endpoints };
  }

  #contract(name: string): Eventually<CompiledContract | undefined> {
    return this.#contracts.get(name) ?? this.#loaded(name);
  }

  async #loaded(name: string): Promise<CompiledContract | undefined> {
    const loaded = await (this.#options.contracts ?? readyContract)(name);
    // Names come from callers: those of no endpoint are not kept.
    if (loaded !== undefined) this.#contracts.set(name, loaded);
    return loaded;
  }

  #usedOf(endpoint: string): Set<string> {
    const known = this.#used.get(endpoint);
    if (known !== undefined) return known;
    const used = new Set<string>();
    this.#used.set(endpoint, used);
    return used;
  }

  #tell(endpoint: string, violation: Violation): void {
    const kind = `${endpoint} ${violation.path.replace(/\[\d+\]/g, '[]')} ${violation.expected}`;
    if (this.#told.has(kind)) return;
    this.#told.add(kind);
    this.#options.onViolation(endpoint, violation);
  }
}

function answerOf(code: 'outside_contract' | 'broken_contract', violation: Violation): Answer {
  const { words } = refuse(code, { fault: violationText(violation) });
  return { kind: code, code, body: { error: words } };
}

/** Says on the console what breaks its contract: that is a fault of this package. */
export function reportViolation(endpoint: string, violation: Violation): void {
  console.error(`cocalc-mock-hub: an answer of ${endpoint} breaks its contract: ${violationText(violation)}`);
}
