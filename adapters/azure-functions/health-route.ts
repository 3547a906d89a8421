import { setTimeout as delay } from 'node:timers/promises';
import type { HttpHandler } from '@azure/functions';
import { z } from 'zod';
import { httpRoute, type Answer } from './http-route.ts';

/** What must work for the system to take a command, by name. A probe that throws or does not end in time says no. */
export type Probes = Readonly<Record<string, () => Promise<unknown>>>;

/** How long a probe may take, in milliseconds: load balancers give up a little later. */
const usualPatience = 3_000;

/** Registers `GET /api/health`: 200 when every probe succeeds, else 503 and what each of the others said. */
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
  problems: [{ status: 503, name: 'unhealthy' }],
} as const;

const answerOf = async (probes: Probes, patience: number): Promise<Answer> => {
  const entries = await Promise.all(
    Object.entries(probes).map(async ([probed, probe]) => [probed, await stateOf(probe, patience)] as const),
  );
  const checks = Object.fromEntries(entries);
  if (entries.every(([, state]) => state === 'ok')) return { status: 200, jsonBody: { status: 'healthy', checks } };
  return {
    problem: {
      status: 503,
      name: 'unhealthy',
      title: 'The system cannot take commands now',
      retryAfterSeconds: 1,
      members: { checks },
    },
  };
};

const stateOf = async (probe: () => Promise<unknown>, patience: number): Promise<string> => {
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
