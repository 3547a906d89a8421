import { byStream, type Evidence, type NaiveEvent, type Oracle } from './evidence.ts';
import { addedBy, balanceAfter } from './money.ts';
import { differences } from './same.ts';

const entries = ({ stored }: Evidence, log: string, kept: readonly string[]): ReadonlyMap<string, unknown> =>
  new Map(
    [...(stored.views.get(log)?.values() ?? [])].map(({ id, document }) => [
      id,
      Object.fromEntries(Object.entries(document.view).filter(([field]) => kept.includes(field))),
    ]),
  );

const placeOf = ({ streamId, version }: NaiveEvent): string => `${streamId}:${version}`;

const logged = ['order', 'customer', 'account', 'product', 'cart'];

/** What everybody has done is logged, once. */
export const activityIsLogged: Oracle = (evidence) => {
  const expected = evidence.events
    .filter(({ category }) => logged.includes(category))
    .map((event): [string, unknown] => {
      const { actor, category, entityId, type, recordedAt: at } = event;
      return [placeOf(event), { actor, category, entityId, type, at }];
    });
  const kept = ['actor', 'category', 'entityId', 'type', 'at'];
  return differences('activity', new Map(expected), entries(evidence, 'activity', kept));
};

/** Every movement has a line, with the balance after it. */
export const statementsAddUp: Oracle = (evidence) => {
  const expected = [...byStream(evidence, 'account').values()].flatMap((events) =>
    events.slice(1).map((event, index): [string, unknown] => {
      const balance = balanceAfter(events.slice(0, index + 2));
      return [placeOf(event), { accountId: event.entityId, at: event.recordedAt, amount: addedBy(event), balance }];
    }),
  );
  const kept = ['accountId', 'at', 'amount', 'balance'];
  return differences('statements', new Map(expected), entries(evidence, 'statements', kept));
};

/** The contract under which each type of events is published. */
export const contracts: Readonly<Record<string, string>> = {
  OrderPlaced: 'shop.order-placed.v1',
  OrderQuantityChanged: 'shop.order-quantity-changed.v1',
  OrderLineRemoved: 'shop.order-line-removed.v1',
  OrderConfirmed: 'shop.order-confirmed.v1',
  OrderPaid: 'shop.order-paid.v1',
  OrderShipped: 'shop.order-shipped.v1',
  OrderDelivered: 'shop.order-delivered.v1',
  OrderCancelled: 'shop.order-cancelled.v1',
  AccountCharged: 'shop.account-charged.v1',
  AccountRefunded: 'shop.account-refunded.v1',
  CustomerRegistered: 'shop.customer-registered.v1',
  CustomerAddressChanged: 'shop.customer-address-changed.v1',
  CustomerErased: 'shop.customer-erased.v1',
  ProductAdded: 'shop.product-added.v1',
  ProductRenamed: 'shop.product-renamed.v1',
  ProductPriceChanged: 'shop.product-price-changed.v1',
  ProductDiscontinued: 'shop.product-discontinued.v1',
};

/** Whether there is a message about an event. */
export const isPublished = (event: NaiveEvent, { refused }: Pick<Evidence, 'refused'>): boolean =>
  contracts[event.type] !== undefined && placeOf(event) !== refused;

/** Of each stream the broker has every message, once, in the order of its events. */
export const messagesAreSent: Oracle = (evidence) => {
  const expected = [...byStream(evidence)].flatMap(([streamId, events]): [string, unknown][] => {
    const sent = events.filter((event) => isPublished(event, evidence));
    return sent.length === 0 ? [] : [[streamId, sent.map((event) => `${placeOf(event)} ${contracts[event.type]}`)]];
  });
  const sent = Map.groupBy(evidence.stored.bus.sent(), ({ sessionId }) => sessionId);
  const stored = [...sent].map(([sessionId, messages]): [string, unknown] => [
    sessionId,
    messages.map(({ messageId, properties }) => `${messageId} ${properties['contract']}`),
  ]);
  return differences('The topic', new Map(expected), new Map(stored));
};
