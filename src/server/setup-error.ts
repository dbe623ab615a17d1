/** What the person who starts a server can put right: a world with mistakes in it, a port that is taken, a program that is not there. */
export class SetupError extends Error {
  override readonly name = 'SetupError';
  /** What of the server's options is at fault. */
  readonly option:
    | 'world'
    | 'host'
    | 'port'
    | 'allowHost'
    | 'allowOrigin'
    | 'adminToken'
    | 'commands'
    | 'network'
    | 'limit';

  constructor(option: SetupError['option'], message: string) {
    super(message);
    this.option = option;
  }
}
