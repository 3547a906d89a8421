import { setTimeout as delay } from 'node:timers/promises';
import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { httpRoute, type Answer } from './http-route.ts';
import { problem } from './problems/catalogue.ts';

/** The probes that must succeed for the system to take a command, by name. One that throws or times out fails. */
export type Probes = Readonly<Record<string, () => Promise<unknown>>>;

/** The time limit of a probe in milliseconds: less than that of load balancers. */
export const usualPatience = 3_000;

/** Registers `GET /api/health`: 200 when every probe succeeds, else 503 with the result of each. */
export const healthRoute = (name: string, probes: Probes, patience = usualPatience): HttpHandler =>
  httpRoute({ name, method: 'GET', path: 'health', about, answer: () => answerOf(probes, patience) });

const about = {
  answers: [
    {
      status: 200,
      what: 'The system can take a command.',
      body: z.object({ status: z.literal('healthy'), checks: z.record(z.string(), z.string()) }),
    },
  ],
  problems: ['unhealthy'],
} as const;

const answerOf = async (probes: Probes, patience: number): Promise<Answer> => {
  const { isHealthy, checks } = await checksOf(probes, patience);
  if (isHealthy) return { status: 200, jsonBody: { status: 'healthy', checks } };
  return { problem: problem('unhealthy', { retryAfterSeconds: 1, members: { checks } }) };
};

/** Asks every probe at the same time: `ok` for one that succeeds, else why it did not. */
export const checksOf = async (probes: Probes, patience: number) => {
  const entries = await Promise.all(
    Object.entries(probes).map(async ([probed, probe]) => [probed, await stateOf(probe, patience)] as const),
  );
  return { isHealthy: entries.every(([, state]) => state === 'ok'), checks: Object.fromEntries(entries) };
};

/** Asks one probe. */
export const stateOf = async (probe: () => Promise<unknown>, patience: number): Promise<string> => {
  const ended = new AbortController();
  const late = delay(patience, 'no answer in time', { signal: ended.signal, ref: false });
  try {
    return await Promise.race([probe().then(() => 'ok'), late]);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    ended.abort();
  }
};
