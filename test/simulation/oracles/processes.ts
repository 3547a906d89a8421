import { z } from 'zod';
import { settledByHand } from './by-hand.ts';
import { byStream, numberIn, textIn, type NaiveEvent, type Oracle } from './evidence.ts';

const processes = ['checkout', 'fulfilment', 'transfer'];

/** What starts a process, by its type of event: the name of the process and its id. */
const starts: Readonly<
  Record<
    string,
    (event: { entityId: string; version: number; data: Readonly<Record<string, unknown>> }) => string | undefined
  >
> = {
  CartCheckedOut: ({ entityId }) => `checkout-${entityId}`,
  TransferSent: ({ entityId, version }) => `transfer-${entityId}-${version}`,
  OrderConfirmed: ({ entityId, data }) => (data['fulfilment'] === undefined ? undefined : `fulfilment-${entityId}`),
};

/** Every process that should have begun has, once, and has ended; or it has a refusal on record for which it is stuck. */
export const processesEnd: Oracle = (evidence) => {
  const streams = byStream(evidence);
  const byHand = settledByHand(evidence);
  const wanted = evidence.events.flatMap((event) => starts[event.type]?.(event) ?? []);
  const begun = [...streams.keys()].filter((streamId) => processes.some((name) => streamId.startsWith(`${name}-`)));
  return [
    ...wanted.filter((streamId) => !streams.has(streamId)).map((streamId) => `${streamId} never began.`),
    ...begun.filter((streamId) => !wanted.includes(streamId)).map((streamId) => `${streamId} began without a reason.`),
    ...begun.flatMap((streamId) => {
      const events = streams.get(streamId) ?? [];
      const ends = events.filter(({ type }) => type === 'ProcessEnded').length;
      const types = events.map(({ type }) => type).join(' ');
      return ends === 1 || (ends > 1 && byHand.has(streamId)) ? [] : [`${streamId} has ended ${ends} times: ${types}.`];
    }),
  ];
};

const lineInShort = z.object({ sku: z.string(), quantity: z.number(), unitPrice: z.number() });

const linesInShort = (data: NaiveEvent['data'] | undefined): string =>
  JSON.stringify(z.array(lineInShort).optional().parse(data?.['lines']));

/** What became of a cart: the order that it names, with what was bought, once; or it says that there is another. */
export const cartsBecomeOrders: Oracle = (evidence) => {
  const failed = new Set(
    evidence.events.filter(({ type }) => type === 'CartCheckOutFailed').map(({ streamId }) => streamId),
  );
  const byHand = settledByHand(evidence);
  return evidence.events
    .filter(({ type, entityId }) => type === 'CartCheckedOut' && !byHand.has(`checkout-${entityId}`))
    .flatMap(({ streamId, data }) => {
      const orderId = textIn(data, 'orderId');
      const [first, ...others] = byStream(evidence, 'order').get(`order-${orderId}`) ?? [];
      const isPlaced = first?.type === 'OrderPlaced' && !others.some(({ type }) => type === 'OrderPlaced');
      const isItsOrder =
        isPlaced && first.actor === 'process:checkout' && linesInShort(first.data) === linesInShort(data);
      if (isItsOrder !== failed.has(streamId)) return [];
      return [`${streamId} ${isItsOrder ? 'says that it did not become' : 'did not become'} the order ${orderId}.`];
    });
};

/** What a failed process has had accepted is undone in turn, and what was accepted last first. */
export const undoneInReverse: Oracle = (evidence) => {
  const byHand = settledByHand(evidence);
  return [...byStream(evidence)].flatMap(([streamId, events]) => {
    // What is accepted after an operator has ended a process is undone as it comes.
    if (byHand.has(streamId)) return [];
    const accepted = new Map<number, number>();
    let last = Infinity;
    return events.flatMap(({ type, data, version }) => {
      if (type === 'Answered' && data['outcome'] !== 'refused') accepted.set(numberIn(data, 'number'), version);
      if (type !== 'Asked' || data['kind'] !== 'undo') return [];
      const undone = accepted.get(numberIn(data, 'undoes'));
      const isInTurn = undone !== undefined && undone < last;
      last = undone ?? last;
      return isInTurn ? [] : [`${streamId}:${version} undoes out of turn.`];
    });
  });
};

/** Nobody pays a price, or for a quantity, that it has not agreed to. */
export const pricesAreAgreed: Oracle = ({ events, records }) => {
  const agreed = new Map(records.commands.map(({ commandId, wish }) => [commandId, wish.data['items']]));
  const inShort = (items: unknown): string =>
    JSON.stringify(
      z
        .array(z.object({ productId: z.string(), quantity: z.number(), unitPrice: z.number() }))
        .parse(items)
        .map(({ productId, quantity, unitPrice }) => [productId, quantity, unitPrice]),
    );
  return events
    .filter(({ type }) => type === 'CartCheckedOut')
    .filter(({ commandId, data }) => inShort(agreed.get(commandId)) !== inShort(data['lines']))
    .map(({ streamId, data }) => `${streamId} was sold at ${inShort(data['lines'])}, which nobody has agreed to.`);
};
