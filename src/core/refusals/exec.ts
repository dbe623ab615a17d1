/** Refusals of commands run in a project. */

export interface Failed {
  /** Command and arguments as they were sent. */
  readonly command: string;
  readonly args: readonly string[];
  readonly reason: string;
  readonly stdout: string;
  readonly stderr: string;
}

export const execRefusals = {
  // [smc-project/exec_shell_code.coffee]
  no_direct_jupyter: () => 'do not run smc-jupyter directly',
  command_failed: ({ command, args, reason, stdout, stderr }: Failed) => {
    const words = `Error executing command '${command}' with args '${args}' -- ${reason}, ${stdout}, ${stderr}`;
    return words.includes('Connection refused') ? words + ABOUT_NETWORK : words;
  },
} as const;

const ABOUT_NETWORK = '-- Email help@cocalc.com if you need full internet access, which is disabled by default.';
