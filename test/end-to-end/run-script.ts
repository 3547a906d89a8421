import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** Starts one of `scripts/` with these settings in its environment. */
export const runScript = (settings: Readonly<Record<string, string>>, script: string, ...args: readonly string[]) => {
  const child = fork(join(import.meta.dirname, '../../scripts', script), args, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (part: Buffer) => (text += part.toString()));
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, text }));
  return { ended, kill: () => child.kill('SIGKILL') };
};
