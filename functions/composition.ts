import { traceInvocations } from '../adapters/azure-functions/index.ts';
import { jwtCallers, platformCallers } from '../adapters/callers/index.ts';
import { processTelemetry } from '../adapters/telemetry/index.ts';
import { systemClock } from '../adapters/time/index.ts';
import { leavesMarks } from '../application/consumers/declare-consumer.ts';
import { takenMarksIn } from '../application/consumers/take-once.ts';
import { takenByConsumers } from '../application/consumers/taken-by.ts';
import { run, type RunningSystem } from '../application/system/run.ts';
import { consumers } from '../consumers/index.ts';
import { shop } from '../domain/shop.ts';
import { azureCapabilities } from './azure-capabilities.ts';
import type { CallersConfig } from './callers-settings.ts';
import { readConfig } from './configuration.ts';
import { ownOnly, roles, seePersonal } from './roles.ts';
import { tokenSourceOf } from './token-source.ts';

const callersOf = (callers: CallersConfig) => (callers.by === 'jwt' ? jwtCallers(callers) : platformCallers());

const config = readConfig(process.env);

/** The composition of this process. */
export const capabilities = azureCapabilities(config, await processTelemetry(config.telemetry));

/** Asks the consumers of this app, each in its own store. */
const takenBy = takenByConsumers(
  consumers.filter(leavesMarks).map((each) => takenMarksIn(each, capabilities.storeOf(each.name).documents)),
);

/** The running business of this process, as functions see it: what operators do goes one way only, which records it. */
export const system: Omit<RunningSystem, 'builds' | 'generations'> & {
  readonly builds: Pick<RunningSystem['builds'], 'names' | 'progressOf' | 'work'>;
  readonly generations: Pick<RunningSystem['generations'], 'names' | 'describe' | 'assertLiveDeclared'>;
} = run(shop, { ...capabilities, takenBy });

await system.generations.assertLiveDeclared();

/** What every HTTP function shares. */
export const edge = {
  ...{ callers: callersOf(config.callers), roles, ownOnly, seePersonal },
  clock: systemClock,
  system,
  viewAgeOf: system.viewAgeOf,
};

/** Where a caller of this process gets a token. */
export const tokenSource = tokenSourceOf(config.callers);

/** The topic that this process publishes to. */
export const topic = config.serviceBusTopic;

traceInvocations(capabilities.tracing);
