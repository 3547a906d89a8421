import { byStream, type Evidence, type NaiveEvent, type Oracle } from './evidence.ts';
import { emailsOf, naiveCustomer, saidBy } from './naive-customers.ts';
import { naiveAccount, naiveCart, naiveProduct } from './naive-entities.ts';
import { naiveOrder } from './naive-orders.ts';
import { differences, inOneForm } from './same.ts';

type Naive = (events: readonly NaiveEvent[]) => object | undefined;

/** How each view of single entities is told from the history: of which category, and in which partition. */
const views = ({
  records,
}: Evidence): Readonly<Record<string, { category: string; naive: Naive; partition?: string }>> => {
  const said = saidBy(records);
  return {
    orders: { category: 'order', naive: naiveOrder },
    'orders-by-customer': { category: 'order', naive: naiveOrder, partition: 'customerId' },
    accounts: { category: 'account', naive: naiveAccount },
    products: { category: 'product', naive: naiveProduct },
    carts: { category: 'cart', naive: naiveCart },
    customers: { category: 'customer', naive: (events) => naiveCustomer(events, said) },
  };
};

/** Every view shows each entity as its whole history tells it, and nothing else. */
export const viewsAreFolds: Oracle = (evidence) =>
  Object.entries(views(evidence)).flatMap(([name, { category, naive, partition }]) => {
    const expected = new Map<string, unknown>();
    for (const events of byStream(evidence, category).values()) {
      const view = naive(events);
      const [{ entityId } = { entityId: '' }] = events;
      if (view === undefined) continue;
      const place = partition === undefined ? entityId : new Map<string, unknown>(Object.entries(view)).get(partition);
      expected.set(JSON.stringify([place, entityId]), { view, version: events.at(-1)?.version });
    }
    const stored = evidence.stored.views.get(name) ?? new Map<string, { document: unknown }>();
    return differences(name, expected, new Map([...stored].map(([place, { document }]) => [place, document])));
  });

/**
 * A client that asked for a version was shown that one or a later one, as the history tells it up to there; never what is to come, and
 * never less than before.
 */
export const readsAreHistory: Oracle = (evidence) => {
  const declared = views(evidence);
  const seen = new Map<string, number>();
  return evidence.records.reads.flatMap(({ client, view, entityId, minVersion, version, shown }) => {
    const of = declared[view];
    const events = of && byStream(evidence, of.category).get(`${of.category}-${entityId}`);
    const told = of?.naive(events?.filter((event) => event.version <= version) ?? []);
    const what = `${client} asked for ${view} ${entityId}:${minVersion}`;
    const place = `${client} ${view} ${entityId}`;
    const before = seen.get(place) ?? 0;
    seen.set(place, version);
    return [
      ...(version >= minVersion ? [] : [`${what}, and was shown version ${version}.`]),
      ...(version >= before ? [] : [`${what}, and was shown version ${version} after ${before}.`]),
      ...(inOneForm(told) === inOneForm(shown)
        ? []
        : [`${what}, and was shown ${inOneForm(shown)} for ${inOneForm(told)}.`]),
    ];
  });
};

/** No two customers have one email at the same time. */
export const emailsAreUnique: Oracle = ({ events, records }) =>
  emailsOf(
    events.filter(({ category }) => category === 'customer'),
    saidBy(records),
  );

/** How the end of a process reads in its view: what was asked, and that nothing is awaited any more. */
const naiveProcess = (events: readonly NaiveEvent[]) => {
  const [first] = events;
  const ended = events.findLast(({ type }) => type === 'ProcessEnded')?.data;
  return {
    process: first?.category,
    processId: first?.entityId,
    ...{ status: ended?.['how'], how: ended?.['how'], phase: 'ended' },
    asked: events.filter(({ type }) => type === 'Asked').length,
    ...{ waitingFor: [], waits: [], dueAt: 'none' },
    ...{ startedAt: first?.recordedAt, updatedAt: events.at(-1)?.recordedAt },
  };
};

/** Every process that has ended stands in the view so. */
export const processesAreShown: Oracle = (evidence) => {
  const expected = new Map<string, unknown>();
  for (const category of ['checkout', 'fulfilment', 'transfer'])
    for (const [streamId, events] of byStream(evidence, category)) expected.set(streamId, naiveProcess(events));
  const fields = Object.keys(naiveProcess([]));
  const stored = [...(evidence.stored.views.get('processes')?.values() ?? [])].map(
    ({ document: { view } }): [string, unknown] => {
      const shown = Object.fromEntries(Object.entries(view).filter(([field]) => fields.includes(field)));
      return [`${String(shown['process'])}-${String(shown['processId'])}`, shown];
    },
  );
  return differences('processes', expected, new Map(stored));
};
