import { resolve } from 'node:path';
import { styleText } from 'node:util';
import { cosmosDatabase } from '../adapters/cosmos/index.ts';
import { ordersById } from '../domain/order/index.ts';
import { appSettings } from '../local/start/app-settings.ts';
import { readPorts } from '../local/start/start-options.ts';
import { apiClient, SystemUnreachable } from './client/api.ts';
import { NoToken, tokensFor } from './client/credentials.ts';
import { systemAddress } from './client/system-address.ts';
import { tellStory } from './demo/story.ts';
import { StoryBroken } from './demo/stage.ts';

const root = resolve(import.meta.dirname, '..');
const address = systemAddress(process.env);
const run = Date.now().toString(36);
const startedAt = performance.now();

/** Deletes the document directly in the database, as only an operator with its key could do. */
const deleteView = async (orderId: string): Promise<void> => {
  const { COSMOS = '', COSMOS_DATABASE = '' } = appSettings(root, readPorts(process.env), process.env);
  const database = cosmosDatabase({ connectionString: COSMOS }, COSMOS_DATABASE);
  await database.container(ordersById.name).item(orderId, orderId).delete();
};

try {
  await tellStory({ api: apiClient(address, tokensFor(address, process.env)), run, deleteView });
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(1);
  console.log(
    `\n${styleText('green', `That is the whole demo, in ${seconds} s.`)} Look around: ${address}/api/docs, with a token`,
  );
  process.exit(0);
} catch (error) {
  const isForPeople = [SystemUnreachable, NoToken, StoryBroken].some((kind) => error instanceof kind);
  console.error(isForPeople ? `\n${(error as Error).message}` : error);
  process.exit(1);
}
