import { describe, expect, it } from 'vitest';
import { shop } from '../../domain/shop.ts';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };

const views = shop.modules.flatMap(({ views = [] }) => views);

describe('The container of every view', () => {
  it.each(views)(
    '$name is declared in infra/cosmos.json, with the partition key and the index that it needs',
    (view) => {
      const indexed = [view.partition.field, ...(view.orderBy === undefined ? [] : [view.orderBy])];
      expect(cosmos.containers.find(({ name }) => name === view.name)).toMatchObject({
        partitionKey: `/${view.partition.field}`,
        indexingPolicy: { includedPaths: indexed.map((field) => ({ path: `/${field}/?` })) },
      });
    },
  );
});
