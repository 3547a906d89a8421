import { settledByHand } from './by-hand.ts';
import { byStream, numberIn, textIn, type Evidence, type NaiveEvent, type Oracle } from './evidence.ts';

const signs: Readonly<Record<string, 1 | -1>> = {
  DepositedToAccount: 1,
  AccountRefunded: 1,
  TransferReceived: 1,
  TransferReturned: 1,
  WithdrawnFromAccount: -1,
  AccountCharged: -1,
  TransferSent: -1,
  TransferRevoked: -1,
};

/** What an event adds to the balance of its account. */
export const addedBy = ({ type, data }: NaiveEvent): number => {
  const sign = signs[type];
  return sign === undefined ? 0 : sign * numberIn(data, 'amount');
};

/** The balance of an account after these events. */
export const balanceAfter = (events: readonly NaiveEvent[]): number =>
  events.reduce((balance, event) => balance + addedBy(event), 0);

/** No balance is ever below nothing. */
export const balancesAreCovered: Oracle = (evidence) =>
  [...byStream(evidence, 'account')].flatMap(([streamId, events]) =>
    events
      .filter((_, index) => balanceAfter(events.slice(0, index + 1)) < 0)
      .map(({ version }) => `${streamId} is overdrawn at version ${version}.`),
  );

/** Money that has left an account arrives at the other, or comes back, once: nothing is lost between two accounts, and nothing is made. */
export const transfersAreConserved: Oracle = ({ events }) => {
  const byHand = settledByHand({ events });
  const sent = events.filter(({ type }) => type === 'TransferSent');
  const moved = Map.groupBy(
    events.filter(({ type }) => ['TransferReceived', 'TransferRevoked', 'TransferReturned'].includes(type)),
    ({ data }) => textIn(data, 'transferId'),
  );
  const ids = new Set(sent.map(({ entityId, version }) => `${entityId}-${version}`));
  const unsent = [...moved.keys()].filter((id) => !ids.has(id)).map((id) => `Transfer ${id} was never sent.`);
  return [
    ...unsent,
    ...sent.flatMap((event) => {
      const id = `${event.entityId}-${event.version}`;
      if (byHand.has(`transfer-${id}`)) return [];
      const later = moved.get(id) ?? [];
      const rest = balanceAfter([event, ...later]);
      const places = later.every(({ type, entityId }) =>
        type === 'TransferReturned' ? entityId === event.entityId : entityId === textIn(event.data, 'to'),
      );
      const returned = later.filter(({ type }) => type === 'TransferReturned').length;
      if (rest === 0 && places && returned <= 1) return [];
      return [
        `Transfer ${id} of ${numberIn(event.data, 'amount')} leaves ${rest}: ${later.map(({ type }) => type).join(' ')}.`,
      ];
    }),
  ];
};

/** What an order has paid from an account, less what it got back. */
export const paidFor = ({ events }: Pick<Evidence, 'events'>, orderId: string): number =>
  -balanceAfter(
    events.filter(
      ({ type, data }) => (type === 'AccountCharged' || type === 'AccountRefunded') && data['orderId'] === orderId,
    ),
  );

/** What moves money more than once can be known by: its account, its kind, and its reference. */
const nameOf = ({ streamId, type, data }: NaiveEvent): string =>
  JSON.stringify([streamId, type, data['transferId'], data['orderId'], data['reference']]);

/** Money moves once under its name, and an order gets back no more than it was charged. */
export const moneyMovesOnce: Oracle = ({ events }) => {
  const moves = events.filter((event) => addedBy(event) !== 0);
  const twice = [...Map.groupBy(moves, nameOf)].filter(([, named]) => named.length > 1);
  const ofOrders = Map.groupBy(
    moves.filter(({ type }) => type === 'AccountCharged' || type === 'AccountRefunded'),
    ({ streamId, data }) => `${streamId} ${textIn(data, 'orderId')}`,
  );
  return [
    ...twice.map(([name, named]) => `${name} moves money ${named.length} times.`),
    ...[...ofOrders]
      .filter(([, ofOrder]) => balanceAfter(ofOrder) > 0)
      .map(([order]) => `${order} got back more than it has paid.`),
  ];
};
