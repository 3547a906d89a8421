import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { Answer, ApiClient } from '../client/api.ts';
import type { Person } from '../client/credentials.ts';
import { StoryBroken } from './stage.ts';

/** What the demo needs: a client of the API, and a way to damage the database. */
export interface Cast {
  readonly api: ApiClient;
  /** Part of every id of this run, so that the demo can be run again. */
  readonly run: string;
  /** Deletes an order's document from the read container, behind the system's back. */
  readonly deleteView: (orderId: string) => Promise<void>;
}

export const bob: Person = { name: 'bob', roles: ['customer'] };
export const wife: Person = { name: 'bobs-wife', roles: ['clerk'] };
export const carl: Person = { name: 'carl', roles: ['clerk'] };
export const olga: Person = { name: 'olga', roles: ['operator', 'auditor'] };

/** The cart of the story. */
export const cartOf = ({ run }: Cast): string => `bob-${run}`;

/** The order that it becomes. */
export const orderOf = (cast: Cast): string => `cart-${cartOf(cast)}`;

/** The tea of the story, 4.50 apiece at first. */
export const teaOf = ({ run }: Cast) => ({ sku: `tea-${run}`, name: 'Earl Grey', unitPrice: 450 });

/** The cake of the story, of which there is one. */
export const cakeOf = ({ run }: Cast) => ({ sku: `cake-${run}`, name: 'Victoria sponge', unitPrice: 1_290 });

/** Bob's account. */
export const accountOf = ({ run }: Cast): string => `bob-${run}`;

const accepted = z.object({ version: z.int() });

/** Sends a command that must be accepted. Gives the version that it has made. Throws {@link StoryBroken}. */
export const done = async ({ api }: Cast, as: Person, path: string, body: object = {}): Promise<number> => {
  const answer = await api.command(`/api/${path}`, body, { as });
  if (answer.status !== 200 && answer.status !== 201) throw broken(path, answer);
  return accepted.parse(answer.body).version;
};

/** What a query answers. Throws {@link StoryBroken} when it is refused. */
export const seen = async <Schema extends z.ZodType>(
  { api }: Cast,
  as: Person,
  path: string,
  schema: Schema,
): Promise<z.infer<Schema>> => {
  const answer = await api.query(`/api/${path}`, { as });
  if (answer.status !== 200) throw broken(path, answer);
  return schema.parse(answer.body);
};

interface Awaited<Schema extends z.ZodType> {
  readonly as: Person;
  readonly path: string;
  readonly schema: Schema;
  readonly until: (shown: z.infer<Schema>) => boolean;
}

/** What a query answers once that is as expected. Throws {@link StoryBroken} when it is not within ten seconds. */
export const awaited = async <Schema extends z.ZodType>(
  { api }: Cast,
  { as, path, schema, until }: Awaited<Schema>,
): Promise<z.infer<Schema>> => {
  for (let looks = 0; looks < 100; looks += 1) {
    const answer = await api.query(`/api/${path}`, { as });
    const shown = answer.status === 200 ? schema.parse(answer.body) : undefined;
    if (shown !== undefined && until(shown)) return shown;
    await delay(100);
  }
  throw new StoryBroken(`/api/${path} was not as expected within ten seconds.`);
};

const broken = (path: string, { status, body }: Answer): StoryBroken =>
  new StoryBroken(`/api/${path} answered ${status}: ${JSON.stringify(body)}`);

/** What an answer to a command says: the problem, or the version that the command has made. */
export const titleOf = ({ body }: Answer): string => {
  const problem = z.object({ title: z.string() }).safeParse(body);
  return problem.data?.title ?? `accepted, version ${accepted.parse(body).version}`;
};
