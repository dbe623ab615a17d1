/** What this package offers: all else is ours to change. */
export { fetchHandler } from './adapters/fetch.ts';
export type { WireOptions } from './adapters/wire.ts';
export type { EntryKind } from './core/call-ends.ts';
export { fromDocument, type StateDocument, toDocument } from './core/document.ts';
export type { Instant } from './core/instant.ts';
export type { Json, JsonObject } from './core/json.ts';
export type { Cell, CellResult, KernelSpec } from './core/projects/cell.ts';
export type { Command, CommandResult } from './core/projects/command.ts';
export type { Lifecycle, Profile, Site } from './core/settings.ts';
export type { HubState } from './core/state.ts';
export type { Answer, Call, Credential } from './hub/call.ts';
export type { Coverage } from './hub/checks.ts';
export { type Clock, type Duration, systemClock, type VirtualClock, virtualClock } from './hub/clock.ts';
export { createHub } from './hub/create.ts';
export type { CommandOptions } from './hub/effects/command-options.ts';
export type { KernelReply } from './hub/effects/kernel-stubs.ts';
export type { NotebookOptions } from './hub/effects/notebook/interpreters.ts';
export type { BubblewrapOptions, ContainerOptions } from './hub/effects/sandbox/options.ts';
export { bubblewrapCommands, containerCommands } from './hub/effects/sandboxed-commands.ts';
export type { CommandPattern, StubReply, WrittenStub } from './hub/effects/stubs.ts';
export type { ArmedFault } from './hub/faults/armed.ts';
export type { Doing, Failing, FaultSpec, Refusing } from './hub/faults/spec.ts';
export type { FaultStatus, Faults } from './hub/faults.ts';
export { Hub } from './hub/hub.ts';
export type { JournalEntry } from './hub/journal/entry.ts';
export type { RowChange } from './hub/journal/history.ts';
export type { Injected } from './hub/journal/note.ts';
export type { JournalOptions } from './hub/journal/notes.ts';
export type { AgainOptions, Replayed } from './hub/journal/replay.ts';
export type { Journal, JournalFilter } from './hub/journal.ts';
export type {
  BoundCalls,
  CallOptions,
  EndpointsOfV2,
  EventsOfV1,
  FunctionsOfConat,
  OperationAnswer,
  OperationName,
  OperationRequest,
} from './hub/operations.ts';
export type { HubOptions } from './hub/options.ts';
export type { CommandRunner } from './hub/perform.ts';
export type { ReadableAccounts, ReadableFiles, ReadableProject, ReadableProjects } from './hub/readable/readable.ts';
export { type OpenTrace, openTrace } from './hub/trace/open.ts';
export type { Trace } from './hub/trace/trace.ts';
export { world } from './hub/world/builder.ts';
export type { World, WorldAccount, WorldFile, WorldProject, WorldPublicPath } from './hub/world/shape.ts';
