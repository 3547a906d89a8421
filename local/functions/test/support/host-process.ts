import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

/** A Functions host in a process of its own. */
export interface HostProcess {
  /** Everything that it printed. */
  readonly lines: readonly string[];
  signal(name: NodeJS.Signals): void;
  /** Settles when it has ended, with its exit code (null after a signal). */
  ended(): Promise<number | null>;
}

/** Starts a host on any port; it may not be ready yet. */
export const startHostProcess = (
  app: string,
  settings: Readonly<Record<string, string>>,
  more: readonly string[] = [],
): HostProcess => {
  const main = new URL('../../run.mjs', import.meta.url).pathname;
  const child = spawn(process.execPath, [main, '--app', app, '--port', '0', ...more], {
    env: { ...process.env, ...settings },
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => {
      lines.push(line);
    });
  const exit = once(child, 'exit') as Promise<[number | null]>;
  return {
    lines,
    signal: (name) => void child.kill(name),
    ended: async () => (await exit)[0],
  };
};
