import type { ChildService } from '@annal/local-server';
import { describe, expect, it } from 'vitest';
import { appProcess } from '../../../local/start/app-process.ts';
import { emptySystem } from '../../../local/start/system.ts';

describe('The app under npm run dev', () => {
  const service = (name: string, ready: Promise<string>): ChildService & { stopped: boolean } => {
    const { promise: ended, resolve } = Promise.withResolvers<string>();
    ready.catch(() => undefined);
    const self = {
      name,
      pid: undefined,
      ready,
      ended,
      stopped: false,
      lastLines: () => [],
      stop: () => {
        self.stopped = true;
        resolve('exit code 0');
        return Promise.resolve();
      },
      signal: () => undefined,
    };
    return self;
  };

  it('is replaced, the old one stopped first, and its end is no failure of the system', async () => {
    const failures: string[] = [];
    const told: string[] = [];
    const system = emptySystem((reason) => failures.push(reason));
    const first = service('Functions', Promise.resolve('here'));
    system.add(first);
    const app = appProcess(
      system,
      first,
      () => service('Functions', Promise.resolve('there')),
      (line) => told.push(line),
    );
    app.restart();
    await expect.poll(() => told).toEqual([expect.stringMatching(/^App restarted in \d+ ms\.$/)]);
    expect([first.stopped, failures]).toEqual([true, []]);
  });

  it('that cannot start waits for the next change', async () => {
    const told: string[] = [];
    const system = emptySystem(() => undefined);
    const results = [Promise.reject(new Error('Unexpected token')), Promise.resolve('mended')];
    const next = () => service('Functions', results.shift() ?? Promise.resolve('again'));
    const app = appProcess(system, service('Functions', Promise.resolve('here')), next, (line) => told.push(line));
    app.restart();
    await expect.poll(() => told).toEqual(['Unexpected token\nWaiting for a change.']);
    app.restart();
    await expect.poll(() => told.at(-1)).toContain('App restarted');
  });
});
