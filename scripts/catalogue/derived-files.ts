import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { consumers } from '../../consumers/index.ts';
import { shop } from '../../domain/shop.ts';
import { findAggregates, repository } from './aggregates.ts';
import { containersOf } from './containers.ts';
import { eventsPage } from './events-page.ts';
import { withParts } from './marked-parts.ts';
import { registeredApp, type RegisteredFunction } from './registered-app.ts';
import { readImports, roomsGraph } from './rooms.ts';
import { routeTables } from './routes.ts';
import { topicsOf } from './topics.ts';

/** A file of the repository that follows from the declarations. */
export interface DerivedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly content: string;
}

/** Every file that follows from what is declared, as it must be now, in the layout of the repository. */
export const derivedFiles = async (): Promise<readonly DerivedFile[]> => {
  const functions = await registeredApp();
  const read = (path: string) => readFileSync(join(repository, path), 'utf8');
  return Promise.all([
    derived('infra/cosmos.json', JSON.stringify(containersOf(shop, consumers))),
    derived('infra/service-bus.json', JSON.stringify(topicsOf(consumers))),
    derived('infra/functions.json', JSON.stringify(backgroundFunctions(functions))),
    derived('docs/events.md', eventsPage(await findAggregates())),
    derived('docs/architecture.md', withParts(read('docs/architecture.md'), { rooms: roomsGraph(readImports()) })),
    derived('docs/http.md', withParts(read('docs/http.md'), routeTables(functions))),
  ]);
};

/** Functions that no request starts: each is a group of its own that scales, and is billed, by itself. */
const backgroundFunctions = (functions: readonly RegisteredFunction[]) => {
  const startedBy = (type: string) =>
    functions.filter(({ trigger }) => trigger['type'] === type).map(({ name }) => name);
  return {
    followers: startedBy('cosmosDBTrigger'),
    consumers: startedBy('serviceBusTrigger'),
    timers: startedBy('timerTrigger'),
  };
};

const derived = async (path: string, text: string): Promise<DerivedFile> => {
  const filepath = join(repository, path);
  return { path, content: await format(text, { ...(await resolveConfig(filepath)), filepath }) };
};
