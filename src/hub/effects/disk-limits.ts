/** How many files, and bytes in them, a project may hold for commands or cells to run in it. */
export interface DiskLimits {
  readonly maxDiskBytes: number;
  readonly maxFiles: number;
}
