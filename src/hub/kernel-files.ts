/** Where the files of kernels' processes are: published as they stand, beside source, build and bundle alike. */
const FOLDER = new URL('../../src/kernel/', import.meta.url);

/** With a slash at its end. */
export async function kernelFolder(): Promise<string> {
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(FOLDER);
}
