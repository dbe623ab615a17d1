/** Refusals of notebooks: of the hub, and of a project. */

export const notebookRefusals = {
  // [server/jupyter/execute.ts; server/jupyter/kernels.ts]
  no_jupyter_permission: () => 'Error: permission denied -- user must be collaborator on project',
  no_public_kernels: () => 'Error: Jupyter API is not enabled on this server.',
  no_input_or_hash: () => 'Error: input or hash must not be null',
  no_kernel_or_hash: () => 'Error: kernel must be specified in hash is not specified',
  project_too_slow: () => 'timeout',

  // [jupyter/kernel/launch-kernel.ts]
  unknown_kernel: ({ kernel, names }: { kernel: string; names: readonly string[] }) =>
    `Error: **Unable to Spawn Jupyter Kernel:**\n\nError: No spec available for kernel "${kernel}".  Available specs: ${JSON.stringify(names)} \n\nTry this in a terminal to help debug this (or contact support): \`jupyter console --kernel=${kernel}\`\n\nOnce you fix the problem, explicitly restart this kernel to test here.`,
  // [jupyter/kernel/kernel.ts]
  no_kernel_set: () => 'Error: cannot spawn since no kernel is set',
  kernel_killed: ({ signal }: { signal: string }) => `Error: Kernel last terminated by signal ${signal}.`,
} as const;
