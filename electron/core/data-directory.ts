import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Folder of the workspaces Bellwether keeps and of its lists, the same for the window, browser mode and the command
 * line; BELLWETHER_DATA_DIR overrides it.
 */
export function dataDirectory(
  env: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env['BELLWETHER_DATA_DIR']) return env['BELLWETHER_DATA_DIR'];
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Bellwether', 'data');
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'Bellwether', 'data');
  return join(env['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'bellwether');
}
