/** Cells of notebooks, where there are no processes to run them in. */
import { refuse } from '../../core/errors.ts';
import type { Kernels } from './kernels.ts';

export function simulatedKernels(): Kernels {
  return {
    kernels: async () => [],
    async run() {
      const why = 'a page has no processes, which their interpreter needs; `hub.stubKernel` answers for it';
      throw refuse('unsimulated', { what: "cells of the kernel 'python3'", why });
    },
    close() {},
  };
}
