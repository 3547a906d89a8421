import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { vi } from 'vitest';
import { patience } from '../../../support/patience.ts';

/** `npm start`, without npm. */
export interface SystemProcess {
  readonly pid: number;
  readonly settings: Readonly<Record<string, string>>;
  readonly api: string;
  /** Everything that it printed so far. */
  text(): string;
  signal(name: NodeJS.Signals): void;
  /** Settles when it has ended and all that it printed has been read, with its exit code (null after a signal). */
  ended(): Promise<number | null>;
  /** Settles when it says that it is ready; throws what it printed when it ends instead. */
  ready(): Promise<void>;
}

/**
 * Starts the system with these settings. In a process group of its own, a signal reaches the system and all its servers at
 * once: SIGKILL is then a power cut.
 */
export const startSystem = (
  settings: Readonly<Record<string, string>>,
  { inOwnGroup = false }: { readonly inOwnGroup?: boolean } = {},
): SystemProcess => {
  const root = resolve(import.meta.dirname, '../../../..');
  const child = spawn(process.execPath, ['local/start.ts'], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: inOwnGroup,
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part: string) => (text += part));
  // 'exit' may come before its last words have been read.
  const close = once(child, 'close') as Promise<[number | null]>;
  return {
    pid: child.pid ?? 0,
    settings,
    api: `http://127.0.0.1:${settings['ANNAL_FUNCTIONS_PORT']}/api`,
    text: () => text,
    signal: (name) => {
      if (inOwnGroup && name === 'SIGKILL') process.kill(-(child.pid ?? 0), name);
      else child.kill(name);
    },
    ended: async () => (await close)[0],
    ready: () =>
      vi.waitUntil(() => {
        if (child.exitCode !== null) throw new Error(text);
        return text.includes('Ctrl-C stops everything') || undefined;
      }, patience) as unknown as Promise<void>,
  };
};

/** Whether something listens on a port. */
export const isListening = async (port: string | undefined): Promise<boolean> => {
  const socket = connect(Number(port), '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
};
