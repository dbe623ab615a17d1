/** Where the files of kernels' processes are: at the package's root, as they stand, for source, build and bundle alike. */
const FOLDER = new URL('../../kernel/', import.meta.url);

/** With a slash at its end. */
export async function kernelFolder(): Promise<string> {
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(FOLDER);
}
