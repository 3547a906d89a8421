import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { freePortSettings } from '../../bench/start/free-ports.ts';
import { runScript } from '../end-to-end/run-script.ts';
import { isListening, startSystem, type SystemProcess } from '../local/start/support/system-process.ts';
import { patience } from '../support/patience.ts';
import { bearer } from '../support/tokens.ts';

/** The whole system as `npm start` runs it, and scripts beside it. */
export interface StartedSystem {
  /** For the files of the spec; removed with the system. */
  readonly folder: string;
  /** Runs one of `scripts/` to its end. */
  run(script: string, ...args: readonly string[]): ReturnType<typeof runScript>['ended'];
  readonly api: string;
  /** The headers of a caller with this role, who is named after it. */
  as(role: string): Promise<Readonly<Record<string, string>>>;
  get(path: string): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  /** Cuts the power of everything, and starts it again on what is left. */
  powerCut(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts it on free ports, with nothing in it. */
export const startWholeSystem = async (): Promise<StartedSystem> => {
  const folder = await mkdtemp(join(tmpdir(), 'annal-started-'));
  const ports = await freePortSettings();
  const settings = { ...ports, ANNAL_DATA: join(folder, 'data') };
  const start = async (): Promise<SystemProcess> => {
    const started = startSystem(settings, { inOwnGroup: true });
    await started.ready();
    return started;
  };
  /** On a busy machine a server that was killed holds its port a little longer than the program that started it lives. */
  const isDark = async (): Promise<boolean> =>
    !(await Promise.all(Object.values(ports).map((port) => isListening(port)))).includes(true);
  let system = await start();
  const as = (role: string) => bearer(`http://127.0.0.1:${ports['ANNAL_IDENTITY_PORT']}`, role, [role]);
  const send = async (path: string, role: string, init: RequestInit): Promise<unknown> => {
    const headers = { ...(await as(role)), 'content-type': 'application/json' };
    return (await fetch(`${system.api}/${path}`, { ...init, headers })).json();
  };
  return {
    folder,
    api: system.api,
    as,
    run: (script, ...args) => runScript(settings, script, ...args).ended,
    get: (path) => send(path, 'auditor', {}),
    post: (path, body) => send(path, 'clerk', { method: 'POST', body: JSON.stringify(body) }),
    powerCut: async () => {
      system.signal('SIGKILL');
      await system.ended();
      await vi.waitUntil(isDark, patience);
      system = await start();
    },
    stop: async () => {
      system.signal('SIGTERM');
      await system.ended();
      await rm(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 200 });
    },
  };
};
