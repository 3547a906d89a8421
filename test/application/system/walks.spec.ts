import { Session } from 'node:inspector/promises';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { deliverToGroup } from '../../../application/feed/feed-group.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const repository = fileURLToPath(new URL('../../../', import.meta.url));

/** The files of the engine, its adapters and the business in which a function ran during the work, by V8's own count of calls. */
const filesOf = async (work: () => Promise<unknown>): Promise<readonly string[]> => {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
  await session.post('Profiler.takePreciseCoverage'); // what is counted from here on is the work alone
  await work();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result
    .filter(({ functions }) => functions.some(({ ranges }) => ranges.some(({ count }) => count > 0)))
    .map(({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : url))
    .map((path) => relative(repository, path).replaceAll('\\', '/'))
    .filter((path) => /^(application|adapters|domain|test\/support\/ledger)\//.test(path));
};

/** A file more is a file that a reader of the path must open: only a promise to readers raises these limits. */
const ofTheEngine = (files: readonly string[]) => files.filter((path) => /^(application|adapters)\//.test(path));

it('a warm commit comes to its view through at most 15 files of the engine and its adapters', async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open, commands.changeRent(6), commands.removeTax);
  const group = { name: 'views', subscribers: [bobs.byId] };
  const [first, second, third] = bobs.feed();
  await deliverToGroup(group, [first, second], () => undefined);
  const files = await filesOf(() => deliverToGroup(group, [third], () => undefined));
  expect(files).toContain('application/views/documents/projector.ts');
  expect(ofTheEngine(files).length, files.join('\n')).toBeLessThanOrEqual(15);
});

it('a warm command is decided and appended through at most 26 files, with the one of the business', async () => {
  const bobs = sheetsOverMemory();
  await bobs.send('1', commands.open);
  const files = await filesOf(() => bobs.send('2', commands.open));
  expect(files).toContain('application/commands/command-handler.ts');
  expect(files.length, files.join('\n')).toBeLessThanOrEqual(26);
});
