import { describe, expect, it } from 'vitest';
import { cloudEvent } from '../../application/messages/cloud-event.ts';
import type { System } from '../../domain/modelling/system.ts';
import { shop } from '../../domain/shop.ts';
import { publishedContracts } from '../../scripts/catalogue/golden-contracts.ts';
import { contractFile, readContracts } from '../../scripts/catalogue/golden-files.ts';
import { incompatibility } from '../../scripts/catalogue/shapes.ts';
import { ledger } from '../support/ledger/index.ts';

const published = await publishedContracts(shop);

/** Every contract that is declared or recorded. */
const contracts = published.flatMap(({ folder, schemas, parse, messagesOf }) => {
  const recorded = readContracts(folder);
  return [...new Set([...Object.keys(schemas), ...Object.keys(recorded)])].map((type) => ({
    ...{ type, parse, messagesOf, schema: schemas[type], recorded: recorded[type] },
    golden: `test/domain/${folder}/golden/${contractFile(type)}`,
  }));
});

describe.each(contracts)('The contract $type', ({ type, schema, recorded, parse, messagesOf, golden }) => {
  it('is declared, and has a golden file', () => {
    const retired = `${type} was published and is declared no more. Consumers may still hear it: see docs/guides/change-a-contract.md for how to retire it, and delete ${golden} then.`;
    expect(schema, retired).toBeDefined();
    const fresh = `${golden} is missing: have an event of it in histories.json there, and run npm run golden.`;
    expect(recorded, fresh).toBeDefined();
  });

  it('only ever gets optional fields', () => {
    const advice = `${type} has changed, and consumers were promised that it does not: declare the next version beside it (docs/guides/change-a-contract.md).`;
    expect(incompatibility(recorded?.schema ?? {}, schema ?? {}), advice).toBeUndefined();
    expect(schema, `${type} has got optional fields: run npm run golden to record them.`).toEqual(recorded?.schema);
  });

  it('is filled as ever, of whatever was stored', () => {
    const advice = `${type} is filled with something else than it was, or sent otherwise, and consumers rely on it: declare the next version beside it (docs/guides/change-a-contract.md).`;
    for (const { stored, message } of recorded?.examples ?? []) {
      const { streamversion } = cloudEvent.parse(message['body']);
      expect(messagesOf(stored, streamversion)[type], advice).toMatchObject(message);
    }
  });

  it('reads every message that was ever published under it, in full', () => {
    for (const { message } of recorded?.examples ?? []) {
      const { data } = cloudEvent.parse(message['body']);
      expect(parse(type, data)).toEqual(data);
    }
  });
});

it('contracts are looked at wherever something is published', async () => {
  const publishing = ({ modules }: System) => modules.filter((module) => module.contracts !== undefined).length;
  expect(published).toHaveLength(publishing(shop));
  const schemas = (await publishedContracts(ledger)).flatMap((each) => Object.keys(each.schemas));
  expect(schemas).toEqual(expect.arrayContaining(['ledger.row-changed.v1', 'ledger.person-erased.v1']));
});
