import { isDeepStrictEqual } from 'node:util';
import type { Command } from './commands.ts';
import { expectedCustomer, expectedOrder, type Done, type ExpectedOrder } from './expected.ts';
import type { Queries } from './queries.ts';
import type { StoredCommit } from './stored.ts';

/** What the store says of every entity, by its id. */
export interface Expected {
  readonly orders: ReadonlyMap<string, ExpectedOrder>;
  readonly customers: ReadonlyMap<string, Readonly<Record<string, unknown>>>;
  /** Which commands made each entity, in their order. */
  readonly done: ReadonlyMap<string, readonly Done[]>;
}

/** What views must show, computed from the order in which the store has recorded what clients sent. */
export const expectedOf = (commits: readonly StoredCommit[], commands: readonly Command[]): Expected => {
  const byId = new Map(commands.map((command) => [command.commandId, command]));
  const done = commits.flatMap((commit) => {
    const command = byId.get(commit.commandId);
    return command === undefined ? [] : [{ commit, command }];
  });
  const of = (category: Command['category']) => [
    ...Map.groupBy(
      done.filter(({ command }) => command.category === category),
      ({ command }) => command.entityId,
    ),
  ];
  return {
    orders: new Map(of('order').map(([id, own]) => [id, expectedOrder(id, own)])),
    customers: new Map(of('customer').map(([id, own]) => [id, expectedCustomer(id, own)])),
    done: new Map([...of('order'), ...of('customer')]),
  };
};

/** What is wrong with everything that is shown of one order. */
export const orderFindings = async (order: ExpectedOrder, expected: Expected, queries: Queries) => {
  const { orderId, customerId, version } = order;
  const mails = (await queries.list(`orders/${orderId}/mails`)) as Mail[];
  const isErased = expected.customers.get(customerId)?.['status'] === 'erased';
  return [
    ...differs(`order ${orderId}`, await queries.get(`orders/${orderId}`), order),
    ...differs(`history of order ${orderId}`, await historyOf(`orders/${orderId}`, queries), pastOf(orderId, expected)),
    ...wrongMails(mails, { version, isErased }).map((what) => `mails of ${orderId}: ${what}`),
  ];
};

/** What is wrong with everything that is shown of one customer. */
export const customerFindings = async (customerId: string, expected: Expected, queries: Queries) => {
  const own = [...expected.orders.values()].filter((order) => order.customerId === customerId);
  const listed = (await queries.list(`orders?customerId=${customerId}`)) as ExpectedOrder[];
  const dates = listed.map(({ placedAt }) => String(placedAt));
  const { customers } = expected;
  const history = await historyOf(`customers/${customerId}`, queries);
  return [
    ...differs(`customer ${customerId}`, await queries.get(`customers/${customerId}`), customers.get(customerId)),
    ...differs(`history of customer ${customerId}`, history, pastOf(customerId, expected)),
    ...differs(`orders of ${customerId}`, inOrderOf('orderId', listed), inOrderOf('orderId', own)),
    ...differs(`order of orders of ${customerId}`, dates, dates.toSorted().toReversed()),
  ];
};

/** What is wrong with the list of all customers. */
export const customerListFindings = async ({ customers }: Expected, { list }: Queries) => {
  const listed = (await list('customers?limit=100')) as Readonly<Record<string, unknown>>[];
  return differs(
    'the list of customers',
    inOrderOf('customerId', listed),
    inOrderOf('customerId', [...customers.values()]),
  );
};

const inOrderOf = <Name extends string, Item extends Readonly<Record<Name, unknown>>>(
  name: Name,
  items: readonly Item[],
) => items.toSorted((one, other) => (String(one[name]) < String(other[name]) ? -1 : 1));

interface Mail {
  readonly messageId: string;
  readonly orderVersion: number;
  readonly subject?: string;
  readonly text?: string;
}

/** One for each event of the order; for an erased customer none after the erasure, and none that can be read. */
const wrongMails = (mails: readonly Mail[], { version, isErased }: { version: number; isErased: boolean }) => {
  const told = mails.map(({ orderVersion }) => orderVersion);
  const versions = Array.from({ length: isErased ? told.length : version }, (_, index) => index + 1);
  const readable = mails.filter(({ subject = '', text = '' }) => isErased && subject + text !== '');
  return [...differs('versions', told, versions), ...differs('readable ones', readable, [])];
};

/** Each version's event and command, from the history. */
const pastOf = (entityId: string, { done }: Expected) =>
  done.get(entityId)?.map(({ commit }) => ({
    ...{ version: commit.version, type: commit.events[0]?.type, commandId: commit.commandId },
  }));

const historyOf = async (path: string, { list }: Queries) => {
  const entries = (await list(`${path}/history`, 'entries')) as Entry[];
  return entries.map(({ version, type, commandId }) => ({ version, type, commandId }));
};

interface Entry {
  readonly version: number;
  readonly type: string;
  readonly commandId: string;
}

const differs = (what: string, is: unknown, shall: unknown): readonly string[] =>
  isDeepStrictEqual(is, shall) ? [] : [`${what} is ${JSON.stringify(is)}, and must be ${JSON.stringify(shall)}`];
