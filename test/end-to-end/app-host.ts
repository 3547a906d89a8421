import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { ServiceReport } from '@annal/local-server';

/** A Functions host that runs an app in a process of its own. */
export interface AppHost {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

const main = fileURLToPath(import.meta.resolve('@annal/local-functions/run'));

/** Starts one on a free port, and the least kind that there is: it rewrites dates and times in documents. Rejects with all that it printed when it ends before it is ready. */
export const startAppHost = async (
  app: string,
  data: string,
  settings: Readonly<Record<string, string>>,
): Promise<AppHost> => {
  const child = fork(main, ['--app', app, '--port', '0', '--data', data, '--rewrite-dates'], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => lines.push(chunk.toString()));
  const ended = once(child, 'exit').then(() => ({
    state: 'failed',
    message: `The host has ended.\n${lines.join('')}`,
  }));
  const [report] = (await Promise.race([once(child, 'message'), ended.then((failed) => [failed])])) as [ServiceReport];
  if (report.state === 'failed') throw new Error(report.message);
  return {
    url: report.address,
    end: async (signal) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const exited = once(child, 'exit');
      child.kill(signal);
      await exited;
    },
  };
};
