import { z } from 'zod';
import { Unavailable } from '../../../application/unavailable.ts';
import { streamIdSchema } from '../../../application/streams/commit.ts';
import type { CommandOutcome } from '../../../application/commands/command-outcome.ts';
import type { OpenApi } from '../../support/openapi.ts';
import type { Send } from '../workload/send.ts';
import { Unheard } from '../workload/unheard.ts';
import type { LocalSystem } from './local-system.ts';

/** How long a caller waits for an answer over HTTP, in milliseconds. */
const patienceMs = 20_000;

const accepted = z.object({
  streamId: streamIdSchema,
  version: z.number(),
  events: z.array(z.object({ type: z.string(), version: z.number() })),
});

const problem = z.object({ type: z.string() });

/** The paths of all commands, by their names, from the description that the app gives of itself. */
const pathsOf = async (url: string): Promise<ReadonlyMap<string, string>> => {
  const { paths } = (await (await fetch(`${url}/api/openapi.json`)).json()) as OpenApi;
  return new Map(
    Object.entries(paths).flatMap(([path, { post }]) => (post === undefined ? [] : [[post.operationId, path]])),
  );
};

/** Sends commands to what is deployed, as any client does: over HTTP, under a key that makes them safe to repeat. */
export const httpSender = async ({ url, clerk }: Pick<LocalSystem, 'url' | 'clerk'>): Promise<Send> => {
  const paths = await pathsOf(url());
  const callers = new Map<string, ReturnType<LocalSystem['clerk']>>();
  const headersOf = (name: string) => {
    const headers = callers.get(name) ?? clerk(name);
    callers.set(name, headers);
    return headers;
  };
  return async (_, { type, entityId, data }, __, { actor, commandId }) => {
    const path = paths.get(type);
    if (path === undefined) throw new Error(`Nothing is described that is called ${type}.`);
    const caller = await headersOf(actor);
    const headers = { ...caller, 'content-type': 'application/json', 'idempotency-key': commandId };
    const asked = { method: 'POST', headers, body: JSON.stringify(data), signal: AbortSignal.timeout(patienceMs) };
    const answered = await answerTo(`${url()}/api${path.replace('{id}', entityId)}`, asked);
    if (answered === undefined) throw new Unheard(`${commandId} has no answer.`);
    return outcomeOf(answered);
  };
};

interface Answered {
  readonly status: number;
  readonly text: string;
}

/** The whole answer; undefined where there is none, or none that ends. */
const answerTo = async (url: string, asked: RequestInit): Promise<Answered | undefined> => {
  try {
    const response = await fetch(url, asked);
    return { status: response.status, text: await response.text() };
  } catch {
    return undefined;
  }
};

/** Problems that stand for another outcome than a rejection. */
const outcomes: Readonly<Record<string, CommandOutcome<unknown>>> = {
  'stale-version': { outcome: 'stale', version: 0 },
  'too-many-writers': { outcome: 'busy' },
  'idempotency-key-reused': { outcome: 'id-reused' },
  'not-own': { outcome: 'not-own' },
};

const transient = ['store-unavailable', 'callers-unavailable'];

/** What no client of the shop should ever get: its requests are valid, and the app breaks at none. */
const isWrong = (status: number): boolean => [400, 401, 500].includes(status);

const outcomeOf = ({ status, text }: Answered): CommandOutcome<unknown> => {
  if (status === 200 || status === 201) return { outcome: 'accepted', ...accepted.parse(JSON.parse(text)) };
  const found = problem.safeParse(text === '' ? undefined : JSON.parse(text));
  if (!found.success || isWrong(status)) throw new Error(`${status} ${text}`);
  const name = found.data.type.replace('urn:annal:problem:', '');
  if (transient.includes(name)) throw new Unavailable(name);
  return outcomes[name] ?? { outcome: 'rejected', rejection: { type: name } };
};
