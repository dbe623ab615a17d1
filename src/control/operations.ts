// Written by `npm run refresh` from src/control/routes.ts: what each operation of the control plane takes and answers.

export interface ControlOperations {
  getHealth: {
    input: {};
    answer: {
      status: string;
      version: string;
      /**
       * how many there are besides the default one
       */
      worlds: number;
      mode: 'open' | 'declared';
    };
  };
  listWorlds: {
    input: {
      /**
       * names behind this one
       */
      after?: string;
      /**
       * at most so many
       */
      limit?: number;
    };
    answer: {
      /**
       * how many there are besides the default one
       */
      count: number;
      worlds: ControlWorld[];
      /**
       * for `after`, where there are more
       */
      next: string | null;
      dropped: ControlDroppedWorld[];
    };
  };
  makeWorld: {
    input: {
      /**
       * 1 to 63 of a-z, 0-9, `.`, `_` and `-`; the first is a letter or a digit
       */
      name: string;
      /**
       * what it begins with: `"seed"`, as the server began; a world as it is now, or a snapshot or a past call of it; a named world or a world in JSON; or the document of a state
       */
      from?:
        | 'seed'
        | {
            /**
             * 1 to 63 of a-z, 0-9, `.`, `_` and `-`; the first is a letter or a digit
             */
            world: string;
            /**
             * of that world
             */
            snapshot?: string;
            /**
             * the state after this call of that world
             */
            at?: number;
          }
        | {
            /**
             * a name that `cocalc-mock-hub worlds` lists, or a world in JSON
             */
            fixture: string | {};
          }
        | {
            /**
             * as a snapshot gives it
             */
            document: {
              [k: string]: unknown;
            };
          };
      /**
       * of all chance; only of what begins from `seed` or a fixture
       */
      seed?: string;
      clock?: ControlClockSetting;
    };
    answer: ControlWorld;
  };
  getWorld: {
    input: {
      name: string;
    };
    answer: ControlWorld;
  };
  deleteWorld: {
    input: {
      name: string;
    };
    answer: ControlDroppedWorld;
  };
  getMetrics: {
    input: {};
    answer: string;
  };
  getOpenapi: {
    input: {};
    /**
     * an OpenAPI 3.1 document
     */
    answer: {
      [k: string]: unknown;
    };
  };
  getInfo: {
    input: {};
    answer: ControlWorld;
  };
  resetWorld: {
    input: {};
    answer: ControlWorld;
  };
  forkWorld: {
    input: {
      /**
       * 1 to 63 of a-z, 0-9, `.`, `_` and `-`; the first is a letter or a digit
       */
      name: string;
      /**
       * the number of the call
       */
      at?: number;
      clock?: ControlClockSetting;
    };
    answer: ControlWorld;
  };
  listSnapshots: {
    input: {};
    answer: {
      snapshots: ControlSnapshot[];
    };
  };
  takeSnapshot: {
    input: {
      /**
       * 1 to 63 of a-z, 0-9, `.`, `_` and `-`; the first is a letter or a digit
       */
      name: string;
    };
    answer: ControlSnapshot;
  };
  getSnapshot: {
    input: {
      name: string;
    };
    /**
     * a versioned document; only the version is for others to read
     */
    answer: {
      [k: string]: unknown;
    };
  };
  deleteSnapshot: {
    input: {
      name: string;
    };
    answer: ControlSnapshot;
  };
  restoreWorld: {
    input:
      | {
          /**
           * its name
           */
          snapshot: string;
        }
      | {
          /**
           * as `getSnapshot` gives it
           */
          document: {
            [k: string]: unknown;
          };
        };
    answer: ControlWorld;
  };
  getState: {
    input: {};
    answer: {
      /**
       * on the clock of the world
       */
      time: string;
      /**
       * the number of the last call
       */
      calls: number;
      tables: {
        [k: string]: number;
      };
    };
  };
  listRows: {
    input: {
      table: string;
      /**
       * leaves out so many
       */
      from?: number;
      /**
       * at most so many
       */
      limit?: number;
    };
    answer: {
      table: string;
      count: number;
      /**
       * Items: a row
       */
      rows: {
        [k: string]: unknown;
      }[];
    };
  };
  getFile: {
    input: {
      project_id: string;
      /**
       * below the home directory; the home directory itself by default
       */
      path?: string;
    };
    answer: ControlFile;
  };
  getClock: {
    input: {};
    answer: ControlClock;
  };
  setClock: {
    input: {
      mode: 'system' | 'offset' | 'frozen';
      /**
       * of `frozen`: where it stands; the time that it shows by default. Of `offset`: what it shows now
       */
      time?: string;
      /**
       * of `offset`: how far from the clock of the computer, in place of `time`
       */
      offset_ms?: number;
    };
    answer: {
      clock: ControlClock;
      /**
       * what fell due by that, in order
       */
      due: ControlDue[];
    };
  };
  advanceClock: {
    input: {
      ms?: number;
      seconds?: number;
      minutes?: number;
      hours?: number;
      days?: number;
    };
    answer: {
      clock: ControlClock;
      /**
       * what fell due by that, in order
       */
      due: ControlDue[];
    };
  };
  listStubs: {
    input: {};
    answer: {
      stubs: ControlStub[];
    };
  };
  addStub: {
    input: {
      /**
       * the whole command line
       */
      command?: string;
      /**
       * a regular expression that is met somewhere in the command line
       */
      pattern?: string;
      stdout?: string;
      stderr?: string;
      exit_code?: number;
      /**
       * `timeout`, `signal`, or why a program could not be started
       */
      failure?: string;
      elapsedMs?: number;
    };
    answer: ControlStub;
  };
  deleteStub: {
    input: {
      id: string;
    };
    answer: ControlStub;
  };
  listFaults: {
    input: {
      unfired?: boolean;
    };
    answer: {
      faults: ControlFault[];
    };
  };
  armFault: {
    input: {
      /**
       * made up if absent
       */
      id?: string;
      /**
       * as coverage has it: the API, a slash, and the name in it
       */
      operation?: string;
      /**
       * who calls, by the name in the world or by id
       */
      account?: string;
      /**
       * a project that the call names, by the name in the world or by id
       */
      project?: string;
      /**
       * parameters that the call has, with just these values
       */
      parameters?: {
        [k: string]: unknown;
      };
      /**
       * of the calls that are meant: these ones, counted from 1
       */
      calls?: number[];
      /**
       * of the calls that are meant: so many at first
       */
      first?: number;
      /**
       * of the calls that are meant: each so many-th
       */
      every?: number;
      /**
       * only for calls that have its id in the header `x-mock-faults`
       */
      header?: boolean;
      /**
       * one of `refuse`, `fail_before`, `fail_after`, `twice`, `delay`, `half`, `cut_body`, `slow_body`, `too_many`, `stale` and `hub_restart`
       */
      do: {
        [k: string]: unknown;
      };
    };
    answer: ControlFault;
  };
  disarmFaults: {
    input: {};
    answer: {
      faults: ControlFault[];
    };
  };
  disarmFault: {
    input: {
      id: string;
    };
    answer: ControlFault;
  };
  listMails: {
    input: {};
    answer: {
      /**
       * Items: `to`, `subject`, `body` and what else is known of it
       */
      mails: {
        [k: string]: unknown;
      }[];
    };
  };
  getCoverage: {
    input: {};
    answer: {
      used: number;
      all: number;
      /**
       * by operation: what was used, and what not
       */
      endpoints: {
        [k: string]: unknown;
      };
    };
  };
  listCalls: {
    input: {
      /**
       * as coverage has it: the API, a slash, and the name in it
       */
      operation?: string;
      /**
       * who made it, by the name in the world or by id
       */
      account?: string;
      /**
       * a project that it names in a parameter, by the name in the world or by id
       */
      project?: string;
      kind?:
        | 'success'
        | 'refusal'
        | 'invalid'
        | 'rejection'
        | 'unsimulated'
        | 'outside_contract'
        | 'broken_contract'
        | 'limited'
        | 'timed_out'
        | 'injected'
        | 'crash'
        | 'abandoned'
        | 'under_way'
        | 'fault';
      /**
       * with higher numbers than this one
       */
      after?: number;
      /**
       * with lower numbers than this one
       */
      before?: number;
      /**
       * so many of those that are meant
       */
      last?: number;
    };
    answer: {
      /**
       * the number of the last call
       */
      last: number;
      calls: ControlCall[];
    };
  };
  getCall: {
    input: {
      seq: string;
    };
    answer: {
      call: ControlCall;
      explanation: string;
    };
  };
  awaitCalls: {
    input: {
      /**
       * as coverage has it: the API, a slash, and the name in it
       */
      operation?: string;
      /**
       * who made it, by the name in the world or by id
       */
      account?: string;
      /**
       * a project that it names in a parameter, by the name in the world or by id
       */
      project?: string;
      kind?:
        | 'success'
        | 'refusal'
        | 'invalid'
        | 'rejection'
        | 'unsimulated'
        | 'outside_contract'
        | 'broken_contract'
        | 'limited'
        | 'timed_out'
        | 'injected'
        | 'crash'
        | 'abandoned'
        | 'under_way'
        | 'fault';
      /**
       * with higher numbers than this one
       */
      after?: number;
      /**
       * how many
       */
      count?: number;
      /**
       * on the clock of the computer
       */
      timeout_ms?: number;
    };
    answer: {
      calls: ControlCall[];
    };
  };
  getEvents: {
    input: {};
    answer: ControlEvent;
  };
}
export interface ControlWorld {
  name: string;
  /**
   * where calls find it
   */
  url: string;
  /**
   * what it was made from
   */
  from: unknown;
  /**
   * of all chance in it
   */
  seed: string;
  profile: string;
  /**
   * how often it was put to another state
   */
  epoch: number;
  /**
   * the number of the last call
   */
  calls: number;
  /**
   * made below its prefix, or by its header
   */
  requests: number;
  /**
   * on the clock of the computer
   */
  made: string;
  /**
   * on the clock of the computer
   */
  last_used: string;
  clock: ControlClock;
}
export interface ControlClock {
  /**
   * `system`: the time of the computer; `offset`: at a distance from it; `frozen`: stands still until it is moved
   */
  mode: 'system' | 'offset' | 'frozen';
  /**
   * what it shows now
   */
  time: string;
  /**
   * how far it is from the clock of the computer; 0 unless the mode is `offset`
   */
  offset_ms: number;
}
export interface ControlDroppedWorld {
  name: string;
  why: 'deleted' | 'count' | 'idle' | 'memory';
  /**
   * on the clock of the computer
   */
  at: string;
}
export interface ControlClockSetting {
  mode: 'system' | 'offset' | 'frozen';
  /**
   * of `frozen`: where it stands; the time that it shows by default. Of `offset`: what it shows now
   */
  time?: string;
  /**
   * of `offset`: how far from the clock of the computer, in place of `time`
   */
  offset_ms?: number;
}
export interface ControlSnapshot {
  name: string;
  /**
   * of the world when it was taken
   */
  time: string;
  /**
   * the number of the last call before it
   */
  calls: number;
  /**
   * on the clock of the computer
   */
  made: string;
}
export interface ControlFile {
  path: string;
  kind: 'file' | 'folder' | 'link';
  /**
   * on the clock of the world
   */
  modified: string;
  /**
   * of a file in UTF-8
   */
  text?: string;
  /**
   * of any other file
   */
  base64?: string;
  /**
   * of a link
   */
  target?: string;
  /**
   * what is in a folder
   */
  names?: string[];
}
export interface ControlDue {
  /**
   * when it was due
   */
  at: string;
  kind: 'copy' | 'project' | 'idle' | 'wake';
  project_id?: string;
  copy_path_id?: string;
}
export interface ControlStub {
  id: string;
  /**
   * the whole command line that it answers
   */
  command?: string;
  /**
   * a regular expression that is met somewhere in the command line
   */
  pattern?: string;
  /**
   * a text that is printed, or the parts of a result
   */
  reply?: unknown;
  /**
   * it is made in code, and cannot be shown
   */
  in_code?: boolean;
}
export interface ControlFault {
  id: string;
  /**
   * as coverage has it: the API, a slash, and the name in it
   */
  operation?: string;
  /**
   * who calls, by the name in the world or by id
   */
  account?: string;
  /**
   * a project that the call names, by the name in the world or by id
   */
  project?: string;
  /**
   * parameters that the call has, with just these values
   */
  parameters?: {
    [k: string]: unknown;
  };
  /**
   * of the calls that are meant: these ones, counted from 1
   */
  calls?: number[];
  /**
   * of the calls that are meant: so many at first
   */
  first?: number;
  /**
   * of the calls that are meant: each so many-th
   */
  every?: number;
  /**
   * only for calls that have its id in the header `x-mock-faults`
   */
  header?: boolean;
  /**
   * one of `refuse`, `fail_before`, `fail_after`, `twice`, `delay`, `half`, `cut_body`, `slow_body`, `too_many`, `stale` and `hub_restart`
   */
  do: {
    [k: string]: unknown;
  };
  /**
   * how many calls came that it is for
   */
  met: number;
  /**
   * how many of them it has changed
   */
  fired: number;
}
export interface ControlCall {
  /**
   * counts from 1
   */
  seq: number;
  /**
   * when it came, on the clock of the world, in ms since 1970
   */
  time: number;
  /**
   * when it was answered; `null` while it is under way
   */
  answered: number | null;
  /**
   * as coverage has it: the API, a slash, and the name in it
   */
  operation: string;
  /**
   * of who made it
   */
  account_id: string | null;
  /**
   * what the world calls who made it
   */
  account: string | null;
  /**
   * the project whose key it shows
   */
  project_id: string | null;
  /**
   * by name, as far as they have any
   */
  parameters: {
    [k: string]: unknown;
  };
  /**
   * as it travelled
   */
  call: {
    [k: string]: unknown;
  };
  kind:
    | 'success'
    | 'refusal'
    | 'invalid'
    | 'rejection'
    | 'unsimulated'
    | 'outside_contract'
    | 'broken_contract'
    | 'limited'
    | 'timed_out'
    | 'injected'
    | 'crash'
    | 'abandoned'
    | 'under_way'
    | 'fault';
  /**
   * the body of the answer
   */
  answer: unknown;
  /**
   * of what was refused: `code`, and `because`, a list of what is known of why
   */
  refusal: unknown;
  /**
   * the rows that it changed
   */
  changed: unknown[][];
  /**
   * the fault that was injected into it
   */
  injected: unknown;
}
export interface ControlEvent {
  id: string;
  type: 'call' | 'world' | 'gap';
  /**
   * of a call: its entry in the journal
   */
  data: unknown;
}
