import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ServiceReport } from '@annal/local-server';
import { onTestFinished } from 'vitest';
import { localConnectionString, type Topology } from '../../index.ts';

/** A broker in a process of its own, which can be killed. */
export interface BrokerProcess {
  readonly connectionString: string;
  readonly administrationUrl: string;
  readonly port: number;
  /** Kills it as `kill -9` does, and waits until it is gone. */
  kill(): Promise<void>;
}

/** Starts the broker's program, on free ports unless told otherwise. @throws what it reports when it cannot start. */
export async function startBrokerProcess(data: string, declare: Topology, amqpPort = 0): Promise<BrokerProcess> {
  const file = join(data, 'declared.json');
  await writeFile(file, JSON.stringify(declare));
  const flags = ['--port', String(amqpPort), '--administration-port', '0', '--data', data, '--declare', file];
  const child = fork(join(import.meta.dirname, '../../run.mjs'), flags, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  const [report] = (await once(child, 'message')) as [ServiceReport];
  if (report.state === 'failed') throw new Error(report.message);
  const [, port, administrationUrl] = /:(\d+), administration (.*)$/.exec(report.address) ?? [];
  return {
    connectionString: localConnectionString(Number(port)),
    administrationUrl: administrationUrl ?? '',
    port: Number(port),
    kill,
  };
}
