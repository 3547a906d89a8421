import { expect, it } from 'vitest';
import type { HistoryParts } from '../../../application/builds/history-parts.ts';
import type { BuildJobs } from '../../../application/builds/build-jobs.ts';
import { unbuiltSheets, unhurried } from './building.ts';

/** A clock that counts requests: those that are under way at the same time take one unit of it together, whatever they are. */
const requestTime = () => {
  let units = 0;
  let under: Promise<void> | undefined;
  const request = (): Promise<void> =>
    (under ??= new Promise((resolve) => {
      setImmediate(() => {
        units += 1;
        under = undefined;
        resolve();
      });
    }));
  return { request, units: () => units };
};

/** How long a build of the same history takes where only requests take time. */
const unitsWith = async (partsAtOnce: number): Promise<number> => {
  const { historyParts, buildJobs, readModel, processNamed, shown, expected, name } = await unbuiltSheets(80);
  const { request, units } = requestTime();
  const pages: HistoryParts['pages'] = async function* (part, reading) {
    for await (const page of historyParts.pages(part, { ...reading, pageSize: 3 })) {
      await request();
      yield page;
    }
  };
  const slowJobs: BuildJobs = {
    ...buildJobs,
    replace: async (...given) => {
      await request();
      return buildJobs.replace(...given);
    },
  };
  const { begin, work } = processNamed('one', {
    historyParts: { ...historyParts, pages },
    buildJobs: slowJobs,
    readModel: (view) => {
      const documents = readModel(view);
      return {
        ...documents,
        save: async (...given) => {
          await request();
          return documents.save(...given);
        },
      };
    },
  });
  await begin(name, { actor: 'bob' });
  const before = units();
  expect(await work({ ...unhurried, partsAtOnce })).toMatchObject({ done: 8 });
  expect(await shown()).toEqual(expected);
  return units() - before;
};

it('eight parts at a time are built at least three times as fast as one, where requests are what takes time', async () => {
  expect(await unitsWith(1)).toBeGreaterThanOrEqual(3 * (await unitsWith(8)));
});

it('the documents of a page are saved at the same time', async () => {
  // Eight parts; of each page a read, its saves together, and its place; of each part a claim and its end.
  const pages = 8 * Math.ceil(200 / 8 / 3);
  expect(await unitsWith(1)).toBeLessThan(3 * (pages + 8) + 2 * 8);
});
