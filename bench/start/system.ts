import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { freePortSettings } from './free-ports.ts';

/** A running system, as `npm start` makes it. */
export interface System {
  /** Settles when a request has been answered 200. */
  readonly answer: () => Promise<void>;
  /** Settles when it says that it is ready. */
  readonly ready: () => Promise<void>;
  /** Settles when it says, from now on, that its app has restarted. */
  readonly restarted: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const root = join(import.meta.dirname, '../..');

/** Starts the system of this checkout on free ports, with its data in `folder`. It is not ready yet. */
export async function startSystem(folder: string, args: readonly string[]): Promise<System> {
  const ports = await freePortSettings();
  const child = spawn(process.execPath, ['scripts/bootstrap.mjs', 'local/start.ts', ...args], {
    cwd: root,
    env: { ...process.env, ...ports, ANNAL_DATA: folder, NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  const until = async (isTrue: () => boolean | Promise<boolean>): Promise<void> => {
    while (!(await isTrue())) {
      if (child.exitCode !== null) throw new Error(`The system has ended.\n${text}`);
      await pause(5);
    }
  };
  const health = `http://127.0.0.1:${ports['ANNAL_FUNCTIONS_PORT']}/api/health`;
  return {
    answer: () =>
      until(() =>
        fetch(health).then(
          ({ status }) => status === 200,
          () => false,
        ),
      ),
    ready: () => until(() => text.includes('Ctrl-C stops everything')),
    restarted: () => {
      const before = text.length;
      return until(() => text.includes('App restarted in', before));
    },
    stop: async () => {
      child.kill('SIGTERM');
      await exited;
    },
  };
}
