import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startService, type ChildService } from '@annal/local-server';

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
const main = fileURLToPath(import.meta.resolve('@annal/local-functions/run'));

/** Starts a host on the app of this folder. Each life of it gets another seed. */
export const startMortalHost = async (
  settings: Readonly<Record<string, string>>,
  seed: () => number,
  more: readonly string[] = [],
): Promise<MortalHost> => {
  const begin = async () => {
    const service = startService({
      name: 'Functions',
      file: main,
      args: ['--app', app, '--port', '0', ...more],
      environment: { ...process.env, ...settings, SOAK_SEED: String(seed()) },
      show: () => undefined,
    });
    return { service, url: await service.ready };
  };
  let life = await begin();
  return {
    url: () => life.url,
    replace: async (signal) => {
      await endBy(life.service, signal);
      life = await begin();
    },
    freeze: () => life.service.signal('SIGSTOP'),
    wake: () => life.service.signal('SIGCONT'),
    end: () => endBy(life.service, 'SIGKILL'),
  };
};

const endBy = async (service: ChildService, signal: NodeJS.Signals): Promise<void> => {
  service.signal(signal);
  await service.ended;
};
