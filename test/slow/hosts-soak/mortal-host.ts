import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { ServiceReport } from '../../../local/service-process.ts';

/** A Functions host in a process of its own, to be killed, to be stopped, and to hang. */
export interface MortalHost {
  /** `http://127.0.0.1:PORT` of the one that runs now. */
  readonly url: () => string;
  /** Kills it without warning, or asks it to stop, and starts another. */
  readonly replace: (signal: 'SIGKILL' | 'SIGTERM') => Promise<void>;
  /** Freezes it and wakes it up. */
  readonly freeze: () => void;
  readonly wake: () => void;
  readonly end: () => Promise<void>;
}

const app = join(import.meta.dirname, 'apps/shop');
const main = join(import.meta.dirname, '../../../local/functions/main.ts');

/** Starts a host on the app of this folder. Each life of it gets another seed. */
export const startMortalHost = async (
  settings: Readonly<Record<string, string>>,
  seed: () => number,
  more: readonly string[] = [],
): Promise<MortalHost> => {
  const begin = async () => {
    const child = fork(main, ['--app', app, '--port', '0', ...more], {
      env: { ...process.env, ...settings, SOAK_SEED: String(seed()) },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [report] = (await once(child, 'message')) as [ServiceReport];
    if (report.state === 'failed') throw new Error(report.message);
    return { child, url: report.address };
  };
  let life = await begin();
  return {
    url: () => life.url,
    replace: async (signal) => {
      await endBy(life.child, signal);
      life = await begin();
    },
    freeze: () => void life.child.kill('SIGSTOP'),
    wake: () => void life.child.kill('SIGCONT'),
    end: () => endBy(life.child, 'SIGKILL'),
  };
};

const endBy = async (child: ChildProcess, signal: NodeJS.Signals): Promise<void> => {
  const exited = once(child, 'exit');
  child.kill(signal);
  await exited;
};
