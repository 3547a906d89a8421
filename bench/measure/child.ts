import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** A server in a process of its own, as it is when it is used: it does not share the event loop of the measurement. */
export interface Child {
  readonly address: string;
  /** The number of its process, by which the time that it computes can be read. */
  readonly pid: number;
  /** Ends it in good order. */
  readonly stop: () => Promise<void>;
}

interface Report {
  readonly state: string;
  readonly address?: string;
  readonly message?: string;
}

const root = join(import.meta.dirname, '../..');

/**
 * Starts a module of this repository as a process, with more settings in its environment, and waits until it reports its address.
 * Throws what it reports else.
 */
export async function startChild(
  module: string,
  args: readonly string[] = [],
  settings: Readonly<Record<string, string>> = {},
): Promise<Child> {
  const child = fork(join(root, module), args, {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const exited = once(child, 'exit');
  const [{ address, message }] = (await Promise.race([once(child, 'message'), exited.then(() => [{}])])) as [Report];
  if (address === undefined || child.pid === undefined)
    throw new Error(`${module} did not start: ${message ?? 'it ended'}`);
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await exited;
  };
  return { address, pid: child.pid, stop };
}
