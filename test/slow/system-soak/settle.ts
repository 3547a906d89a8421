import type { Settled } from './clients.ts';
import { aPerson, personOf } from './commands.ts';
import { commandFindings } from './command-findings.ts';
import type { Queries } from './queries.ts';
import type { Stored } from './stored.ts';
import { until } from './until.ts';
import { customerFindings, customerListFindings, expectedOf, orderFindings, type Expected } from './view-findings.ts';

/** Where findings are looked for. */
export interface Shop {
  readonly settled: readonly Settled[];
  readonly stored: Stored;
  readonly queries: Queries;
  readonly administrationUrl: string;
}

/**
 * Waits until the system is at rest: no message waits, and everything that is shown is as the commits ask for. Resolves with
 * what is still wrong when that never comes, and with what is wrong with the store itself.
 */
export const findingsAtRest = async (shop: Shop): Promise<readonly string[]> => {
  let look = await lookAt(shop);
  let found: readonly string[] = [];
  const isAtRest = async (): Promise<boolean> => {
    // A request whose client has given up may be carried out now.
    const commits = await shop.stored.commits();
    if (commits.length > look.commits.length) look = await lookAt(shop);
    const results = await someAtOnce(look.checks, async (check) => ({ check, wrong: await check() }));
    look = { ...look, checks: results.filter(({ wrong }) => wrong.length > 0).map(({ check }) => check) };
    found = [...results.flatMap(({ wrong }) => wrong), ...(await unquiet(shop))];
    if (found.length === 0) found = await leftOfTheErased(look.expected, shop.stored);
    return found.length === 0;
  };
  await until('the system to be at rest', isAtRest).catch(() => undefined);
  if (found.length > 0) return [...wrongInTheStore(shop, look), ...found];
  // Once more, as what was right may have been changed by what came late.
  const last = await lookAt(shop);
  return [...wrongInTheStore(shop, last), ...(await someAtOnce(last.checks, (check) => check())).flat()];
};

const lookAt = async ({ settled, stored, queries }: Shop) => {
  const commits = await stored.commits();
  const commands = settled.map(({ command }) => command);
  const expected = expectedOf(commits, commands);
  return { commits, expected, checks: checksOf(expected, queries) };
};

const wrongInTheStore = ({ settled }: Shop, { commits, expected }: Awaited<ReturnType<typeof lookAt>>) => [
  ...commandFindings(settled, commits),
  ...emailFindings(expected),
];

/** What is answered with something else than expected is a finding, too. */
const checksOf = (expected: Expected, queries: Queries) =>
  allChecks(expected, queries).map((check) => () => check().catch((error: unknown) => [String(error)]));

const allChecks = (expected: Expected, queries: Queries) => [
  () => customerListFindings(expected, queries),
  ...[...expected.orders.values()].map((order) => () => orderFindings(order, expected, queries)),
  ...[...expected.customers.keys()].map((id) => () => customerFindings(id, expected, queries)),
];

interface Counts {
  readonly path: string;
  readonly active: number;
  readonly deferred: number;
  readonly scheduled: number;
  readonly deadLetter: number;
}

/** The counts of the consumer's subscription, from the administration port of the broker. */
const mailsWaiting = async (administrationUrl: string): Promise<Counts> => {
  const response = await fetch(`${administrationUrl}/_local/entities`);
  const { entities } = (await response.json()) as { readonly entities: readonly Counts[] };
  const found = entities.find(({ path }) => path === 'events/Subscriptions/email');
  if (!found) throw new Error('There is no subscription for mails.');
  return found;
};

/** Messages that wait, and what operators would have to look at. */
const unquiet = async ({ administrationUrl, queries }: Shop): Promise<readonly string[]> => {
  const { active, scheduled, deferred, deadLetter } = await mailsWaiting(administrationUrl);
  const listed = async (path: string) => ((await queries.get(path)) as { readonly items?: readonly unknown[] }).items;
  const [items, failing] = [await listed('ops/parked'), await listed('ops/consumers/email/waiting')];
  return [
    ...(active + scheduled + deferred === 0 ? [] : [`${active + scheduled + deferred} messages wait`]),
    ...(deadLetter === 0 ? [] : [`${deadLetter} messages are dead letters`]),
    ...(failing?.length === 0 ? [] : [`waiting: ${JSON.stringify(failing)}`]),
    ...(items?.length === 0 ? [] : [`parked: ${JSON.stringify(items)}`]),
  ];
};

/** Containers whose data is not encrypted, and the consumer whose they are. */
const plainTexts: readonly (readonly [string, string?])[] = [
  ...([['customers'], ['reservations'], ['keys'], ['parked']] as const),
  ...([
    ['mails', 'email'],
    ['customers', 'email'],
    ['waiting', 'email'],
  ] as const),
];

/** Personal data of erased customers that is left in the containers whose data is not encrypted. */
const leftOfTheErased = async ({ customers }: Expected, { text }: Stored): Promise<readonly string[]> => {
  const isErased = (id: string): boolean => customers.get(id)?.['status'] === 'erased';
  const found = await Promise.all(
    plainTexts.map(async ([container, consumer]) => {
      const named = new Set([...(await text(container, consumer)).matchAll(aPerson)].map(([, id = '']) => id));
      return [...named].filter(isErased).map((id) => `${container} still names ${personOf(id)}`);
    }),
  );
  return found.flat();
};

/** Two who use one email. */
const emailFindings = ({ customers }: Expected): readonly string[] => {
  const using = [...customers.values()].filter(({ status }) => status === 'registered');
  const byEmail = Map.groupBy(using, ({ email }) => email);
  return [...byEmail.values()].filter((each) => each.length > 1).map((each) => `one email: ${JSON.stringify(each)}`);
};

const someAtOnce = async <Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> => {
  const results: Result[] = [];
  const left = items.values();
  const worker = async (): Promise<void> => {
    for (const item of left) results.push(await work(item));
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  return results;
};
