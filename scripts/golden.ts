// Records what has no golden file yet: shapes of events, contracts and the messages under them, states of histories, what each
// generation of a view keeps of them, and what processes do next (test/domain/<process>/golden/half-way.json): after each answer to each ask, from a start that is there.
// What is recorded already stays as it is; a shape gets the fields that were added to it, and the stored events that have come
// on top. Say `npm run golden` after adding to test/domain/<aggregate>/golden/histories.json.
import { schemaVersionOf } from '../domain/modelling/aggregate.ts';
import type { DeclaredProcess } from '../domain/modelling/process.ts';
import { shop } from '../domain/shop.ts';
import { findAggregates, type FoundAggregate } from './catalogue/aggregates.ts';
import { contractsToRecord, publishedContracts, type PublishedContracts } from './catalogue/golden-contracts.ts';
import {
  contractFile,
  halfWayFile,
  keptFile,
  readContracts,
  readHalfWay,
  readHistories,
  readKept,
  readShapes,
  readStates,
  writeGolden,
} from './catalogue/golden-files.ts';
import { keptViews, type KeptView } from './catalogue/golden-views.ts';
import { walkedFrom } from './catalogue/half-way-walk.ts';
import { reactionOf } from './catalogue/half-way.ts';
import { incompatibility, readToday, schemaOf, stateAfter } from './catalogue/shapes.ts';

const recordShapes = async ({ folder, aggregate }: FoundAggregate): Promise<void> => {
  const recorded = readShapes(folder);
  const stored = Object.values(readHistories(folder)).flat();
  for (const [name, type] of Object.entries(aggregate.events)) {
    const shape = `${name}.v${schemaVersionOf(type)}`;
    const schema = schemaOf(type.schema);
    const earlier = recorded[shape];
    const fresh = stored.filter((event) => event.type === name && event.schemaVersion === schemaVersionOf(type));
    const examples = fresh.map((event) => ({ stored: event, read: readToday(aggregate, [event])[0]?.data }));
    if (earlier === undefined && examples.length > 0) await writeGolden(folder, `${shape}.json`, { schema, examples });
    if (earlier !== undefined && incompatibility(earlier.schema, schema) === undefined) {
      const known = new Set(earlier.examples.map((example) => JSON.stringify(example.stored)));
      const added = examples.filter((example) => !known.has(JSON.stringify(example.stored)));
      await writeGolden(folder, `${shape}.json`, { schema, examples: [...earlier.examples, ...added] });
    }
  }
};

const recordStates = async ({ folder, aggregate }: FoundAggregate): Promise<void> => {
  const recorded = readStates(folder, aggregate.stateVersion);
  const states = Object.entries(readHistories(folder)).map(([name, history]) => [
    name,
    recorded[name] ?? stateAfter(aggregate, history),
  ]);
  await writeGolden(folder, `states.v${aggregate.stateVersion}.json`, Object.fromEntries(states));
};

const recordContracts = async (published: PublishedContracts): Promise<void> => {
  const recorded = readContracts(published.folder);
  for (const [type, contract] of Object.entries(contractsToRecord(published))) {
    const fits = incompatibility(recorded[type]?.schema ?? contract.schema, contract.schema) === undefined;
    if (fits) await writeGolden(published.folder, contractFile(type), contract);
  }
};

const recordView = async ({ name, folder, kept }: KeptView): Promise<void> => {
  if (Object.keys(kept).length > 0) await writeGolden(folder, keptFile(name), { ...kept, ...readKept(folder, name) });
};

const recordHalfWay = async (process: DeclaredProcess): Promise<void> => {
  const recorded = readHalfWay(process.name);
  const all = Object.entries({ ...recorded, ...walkedFrom(process, recorded), ...recorded });
  const reactions = all.map(([name, each]) => [name, { ...each, then: each.then ?? reactionOf(process, each) }]);
  await writeGolden(process.name, halfWayFile, Object.fromEntries(reactions));
};

for (const found of await findAggregates()) {
  await recordShapes(found);
  await recordStates(found);
}

for (const published of await publishedContracts(shop)) await recordContracts(published);

// First what processes do, as the view of processes is recorded of that.
for (const process of shop.processes) await recordHalfWay(process);
for (const view of await keptViews(shop)) await recordView(view);
