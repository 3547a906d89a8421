import type { Ended } from './simulate.ts';

const says =
  (pattern: RegExp) =>
  ({ trace }: Ended): boolean =>
    trace.some((line) => pattern.test(line));

const has =
  (type: string, holds: (data: Readonly<Record<string, unknown>>) => boolean = () => true) =>
  ({ evidence }: Ended): boolean =>
    evidence.events.some((event) => event.type === type && holds(event.data));

const answered =
  (outcome: string) =>
  ({ evidence }: Ended): boolean =>
    evidence.records.commands.some(({ answer }) => answer.outcome === outcome);

const rejected =
  (type: string) =>
  ({ evidence }: Ended): boolean =>
    evidence.records.commands.some(
      ({ answer }) => answer.outcome === 'rejected' && reasonOf(answer.rejection) === type,
    );

const reasonOf = (rejection: unknown): unknown => (rejection as { readonly type?: unknown }).type;

/** What many seeds together must have seen: a rare state that never came up proves nothing by being without violations. */
export const sometimes: Readonly<Record<string, (ended: Ended) => boolean>> = {
  'nothing fails at all': ({ evidence }) => evidence.isFaultless,
  'a host crashes': says(/ crashes$/),
  'no host is alive': says(/ gives .* away$/),
  'the answer to an append is lost': says(/events\.append .*: answer lost$/),
  'an append is asked for again by its adapter': says(/events\.append .*: asked again$/),
  'the answer to a command of a process is lost': says(/events\.append account-.* AccountCharged: answer lost$/),
  'the answer to the pivot is lost': says(/events\.append order-.* OrderShipped: answer lost$/),
  'the answer to an undo is lost': says(/events\.append .* (AccountRefunded|StockReleased): answer lost$/),
  'a save of a view is answered late': says(/ orders\.save .*: answer late$/),
  'a replica shows an old document': says(/: stale read$/),
  'a contribution is saved, and its answer lost': says(/ sales-by-[a-z]+\.save .*: answer lost$/),
  'a joined document is saved, and its answer lost': says(/ customer-summaries\.save .*: answer lost$/),
  'messages are sent, and the answer is lost': says(/ bus\.send .*: answer lost$/),
  'the archive cannot be reached': says(/ archive\.add.*: (request lost|away)$/),
  'a service is away for a while': says(/: away$/),
  'a stream is parked': says(/ parking\.park /),
  'a stream is held back behind a parked commit': says(/ parking\.holdBack /),
  'a parked stream is released': says(/ parking\.release /),
  'a view is built from the whole history': says(/ history-parts\.pages$/),
  'a range of the feed is divided': says(/ platform divides /),
  'an operator gives an ask more time, or less': has('DeadlineExtended'),
  'an operator has an ask tried again': has('AskRetried'),
  'an operator ends a process as it stands': has('ProcessEnded', ({ how }) => how === 'resolved-by-hand'),
  'an operator asks again for what was tried before': ({ evidence }) =>
    evidence.records.actions.some(({ answer }) => typeof answer === 'object' && answer.outcome === 'tried-before'),
  'a build is paused': says(/ pauses a build$/),
  'a release takes the place of another': says(/ platform deploys /),
  'older code parks what newer code has written': says(/ parking\.park .* data$/),
  'a lock is lost while a message is taken': says(/ broker takes the lock of /),
  'a message waits with its consumer': says(/\.waiting\.add$/),
  'an operator skips a message that the broker refuses': ({ evidence }) =>
    evidence.records.actions.some(
      ({ what, answer }) =>
        what.startsWith('skips ') &&
        typeof answer === 'object' &&
        answer.outcome === 'ended' &&
        (answer.result as { readonly outcome?: unknown }).outcome === 'released',
    ),
  'a snapshot is read': says(/ snapshots\.find /),
  'a batch is tried again': says(/ tries .* again$/),
  'several commands are appended together': ({ evidence }) => evidence.records.commands.some(({ tries }) => tries > 1),
  'a command is sent again while the first may be under way': ({ evidence }) =>
    evidence.records.commands.some(({ isDoubtful }) => isDoubtful),
  'a client gives up': answered('unknown'),
  'a command is refused because others are quicker': says(/ is told that others are quicker$/),
  'somebody reads what it has written': ({ evidence }) => evidence.records.reads.length > 0,
  'a fulfilment is completed': has('OrderShipped'),
  'a fulfilment is compensated': has('AccountRefunded', ({ reference }) => reference === 'fulfilment'),
  'a transfer arrives': has('TransferReceived'),
  'a transfer comes back': has('TransferReturned'),
  'a check-out fails': has('CartCheckOutFailed'),
  'a customer cancels before the goods are out': has('OrderCancelled', ({ reason }) => reason === 'It rains.'),
  'somebody is erased': has('CustomerErased'),
  'an email is taken': rejected('EmailAlreadyUsed'),
  'a product is sold out': has('OrderCancelled', ({ reason }) => String(reason).includes('sold out')),
  'an offer changes before the check-out': rejected('OffersChanged'),
};
