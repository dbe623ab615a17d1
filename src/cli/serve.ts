/** `serve`: a hub that runs until it is told to end. */
import { startServer } from '../server/index.ts';
import { announcement, jsonLine, warnings } from './announcement.ts';
import { endOrdered } from './end-ordered.ts';
import { type HubSettings, serverOptions } from './options.ts';
import { complain } from './report.ts';

export async function serve(settings: HubSettings & { json?: true }, version: string): Promise<void> {
  // Listened for from the start, so that none is lost while the hub gets ready.
  const ended = endOrdered();
  const server = await startServer(serverOptions(settings));
  if (!settings.quiet) for (const warning of warnings(server, settings)) complain(warning);
  const { stdout } = process;
  if (settings.json) stdout.write(jsonLine(server));
  else if (!settings.quiet)
    stdout.write(announcement(server, { version, colours: stdout.isTTY && stdout.hasColors() }));

  await ended;
  await server.close();
}
