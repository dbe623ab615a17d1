/** What whoever is refused can do instead. */
export const REAL_WAY =
  'run real programs with `--commands bubblewrap`, or say what the whole command comes to by `hub.stubCommand`';
