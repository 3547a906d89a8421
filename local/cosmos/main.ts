import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { runService, StartupError } from '../service-process.ts';
import { startCosmos, type CosmosServer, type Topology } from './index.ts';

const usage = 'Use: main.ts [--port 8081] [--data .annal/cosmos | --memory] [--declare infra/cosmos.json]';

await runService('cosmos', start);

async function start(): Promise<CosmosServer> {
  const { port, data, memory, declare } = readArguments();
  return startCosmos({
    port: readPort(port ?? process.env['ANNAL_COSMOS_PORT'] ?? '8081'),
    data: memory === true ? ':memory:' : (data ?? '.annal/cosmos'),
    ...(declare === undefined ? {} : { declare: readTopology(declare) }),
  });
}

function readArguments(): { port?: string; data?: string; memory?: boolean; declare?: string } {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({ options: { port: text, data: text, memory: { type: 'boolean' }, declare: text } }).values;
  } catch (error) {
    throw new StartupError(`${(error as Error).message}\n${usage}`);
  }
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new StartupError(`${text} is not a port.\n${usage}`);
  return port;
}

function readTopology(file: string): Topology {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Topology;
  } catch (error) {
    throw new StartupError(`The declaration ${file} cannot be read: ${(error as Error).message}`);
  }
}
