import type { ApiClient } from '../client/api.ts';
import type { Command, Life } from './commands.ts';
import { forEachAtOnce } from './for-each-at-once.ts';

/**
 * Sends lives, so many at once and each in its order. Every command has a key of its own, so a run that was cut off can be started
 * again. Notes in `versions` the version that each entity has come to. Throws on the first command that is refused.
 */
export const replay = async (api: ApiClient, { lives, atOnce, versions, sent }: Replayed): Promise<void> => {
  await forEachAtOnce(atOnce, lives, async (life) => {
    for (const command of life) {
      const version = await send(api, command);
      versions.set(command.entity, Math.max(version, versions.get(command.entity) ?? 0));
      sent();
    }
  });
};

/** What is replayed, and what is told of it. */
export interface Replayed {
  readonly lives: readonly Life[];
  /** How many lives are under way at the same time. */
  readonly atOnce: number;
  /** By entity, like `orders/10248`. */
  readonly versions: Map<string, number>;
  /** Is called after each command. */
  readonly sent: () => void;
}

const send = async (api: ApiClient, { as, entity, name, of, body }: Command): Promise<number> => {
  const path = `/api/${entity}/${name}`;
  const idempotencyKey = ['northwind', entity.replace('/', '-'), name, ...(of === undefined ? [] : [of])].join('-');
  const answer = await api.command(path, body, { as, idempotencyKey });
  if (answer.status !== 200 && answer.status !== 201)
    throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return (answer.body as { version: number }).version;
};
