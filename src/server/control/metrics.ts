/** Figures of a server for Prometheus. */
import type { WorldRegistry } from '../worlds/registry.ts';

/** Requests to the control plane, by status. */
export type ControlCounts = Map<number, number>;

interface Metric {
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  readonly help: string;
  readonly values: readonly (readonly [labels: string, value: number])[];
}

export function metricsText(registry: WorldRegistry, counts: ControlCounts): string {
  const { made, dropped } = registry.counts;
  const { rss, heapUsed, external } = process.memoryUsage();
  const metrics: Metric[] = [
    {
      name: 'cocalc_mock_worlds',
      type: 'gauge',
      help: 'Worlds, with the default one',
      values: [['', registry.size + 1]],
    },
    {
      name: 'cocalc_mock_worlds_made_total',
      type: 'counter',
      help: 'Worlds made since the start',
      values: [['', made]],
    },
    {
      name: 'cocalc_mock_worlds_dropped_total',
      type: 'counter',
      help: 'Worlds dropped since the start, by reason',
      values: Object.entries(dropped).map(([why, number]) => [`{why="${why}"}`, number]),
    },
    {
      name: 'cocalc_mock_worlds_limit',
      type: 'gauge',
      help: 'Worlds at most, besides the default one',
      values: [['', registry.limits.count]],
    },
    {
      name: 'cocalc_mock_calls_total',
      type: 'counter',
      help: 'Calls of all worlds that are there',
      values: [['', registry.calls]],
    },
    {
      name: 'cocalc_mock_control_requests_total',
      type: 'counter',
      help: 'Requests to the control plane, by status',
      values: [...counts].sort().map(([status, number]) => [`{status="${status}"}`, number]),
    },
    {
      name: 'cocalc_mock_event_streams',
      type: 'gauge',
      help: 'Streams of events that are open, of all worlds',
      values: [['', registry.streams]],
    },
    { name: 'process_resident_memory_bytes', type: 'gauge', help: 'Resident memory', values: [['', rss]] },
    { name: 'nodejs_heap_size_used_bytes', type: 'gauge', help: 'Heap in use', values: [['', heapUsed]] },
    { name: 'nodejs_external_memory_bytes', type: 'gauge', help: 'Memory beside the heap', values: [['', external]] },
    {
      name: 'process_start_time_seconds',
      type: 'gauge',
      help: 'When the process began',
      values: [['', performance.timeOrigin / 1000]],
    },
  ];
  return metrics.map(textOf).join('');
}

function textOf({ name, type, help, values }: Metric): string {
  const lines = values.map(([labels, value]) => `${name}${labels} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}
