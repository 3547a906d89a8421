import type { Mutant } from './mutant.ts';
import { mutantsOfOperations } from './mutants-of-operations.ts';

export type { Mutant } from './mutant.ts';

/** Mistakes that the simulation must find. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a command is not known by its receipt',
    file: 'application/commands/earlier-outcome.ts',
    find: 'remembered(commandId) ?? found.get(commandId)',
    replace: 'found.get(commandId)',
  },
  {
    name: 'an answer is given without asking the store whether the state is current',
    file: 'application/streams/stream-cache.ts',
    find: 'stream.head.version > 0 && !(await eventStore.hasNext(stream.head))',
    replace: 'stream.head.version > 0',
  },
  {
    name: 'what was decided is not what the next command is decided on',
    file: 'application/commands/append-line.ts',
    find: 'const { state } = stored.at(-1) ?? changes[0];',
    replace: 'const { state } = known.stream;',
  },
  {
    name: 'a gap in front of what was delivered is not filled',
    file: 'application/views/fold-commits.ts',
    find: 'if (isContinuation({ version }, fresh)) return fresh;',
    replace: 'if (fresh.length > 0) return fresh;',
  },
  {
    name: 'an event that comes late sets a view back',
    file: 'application/views/documents/stored-documents.ts',
    find: "if (start.version >= lastVersionOf(commits)) return 'alreadyApplied';\n    return save(streamId, await foldOnto(start, ...delivered), current?.etag);",
    replace:
      "if (start.version === lastVersionOf(commits)) return 'alreadyApplied';\n    return save(streamId, await foldOnto(start, ...delivered), current?.etag);",
  },
  {
    name: 'a document is saved whatever its etag is',
    file: 'adapters/memory/in-memory-read-model.ts',
    find: "if (stored === undefined ? etag !== undefined : etag !== stored.etag) return 'conflict';",
    replace: '',
  },
  {
    name: 'a contribution is saved whatever its etag is',
    file: 'adapters/memory/in-memory-contributions.ts',
    find: 'hasTwice(changes) || changes.some(isStale(stored.byStream))',
    replace: 'hasTwice(changes) && changes.some(isStale(stored.byStream))',
  },
  {
    name: 'a contribution that is there is never changed',
    file: 'application/views/contributions/stream-contributions.ts',
    find: 'stored !== undefined && stored.version >= changedAt',
    replace: 'stored !== undefined && changedAt > 0',
  },
  {
    name: 'what is cancelled stays sold',
    file: 'domain/order/sales.ts',
    find: "const isSold = ({ status }: OrderView): boolean => status !== 'cancelled';",
    replace: "const isSold = ({ status }: OrderView): boolean => status !== 'placed' || status === 'placed';",
  },
  {
    name: 'an order is counted again with each of its events',
    file: 'domain/customer-summaries.ts',
    find: '(former === undefined ? 1 : 0)',
    replace: '1',
  },
  {
    name: 'money is paid that is not there',
    file: 'domain/account/decide.ts',
    find: "if (next < 0) return reject({ type: 'InsufficientFunds', balance });",
    replace: '',
  },
  {
    name: 'money moves again under the same reference',
    file: 'domain/account/decide.ts',
    find: 'if (before === undefined) return move(account, event);',
    replace: 'if (before === undefined || before.amount !== wanted.amount) return move(account, event);',
  },
  {
    name: 'more is reserved than there is',
    file: 'domain/product/decide.ts',
    find: "if (stock.available < quantity) return reject({ type: 'NotEnoughStock', available: stock.available });",
    replace: '',
  },
  {
    name: 'what was shipped is free again',
    file: 'domain/product/stock.ts',
    find: "(as === 'released' ? (reservedBy(held, holder) ?? 0) : 0)",
    replace: '(reservedBy(held, holder) ?? 0)',
  },
  {
    name: 'money that could not arrive is not given back',
    file: 'domain/transfer/react.ts',
    find: "return [{ ask: 'giveBack', to: from, data: { transferId, to, reason: happened.reason, currency, amount } }];",
    replace:
      "return to === from && amount < 0 && currency === transferId ? [{ ask: 'giveBack', to: from, data: { transferId, to, reason: happened.reason, currency, amount } }] : [];",
  },
  {
    name: 'an order is shipped before it is charged',
    file: 'domain/fulfilment/react.ts',
    find: "if (amount > 0 && !isAsked('charge'))",
    replace: "if (amount > 1e9 && !isAsked('charge'))",
  },
  {
    name: 'an order is complete before its goods are handed over',
    file: 'domain/fulfilment/react.ts',
    find: "return isAsked('handOver')\n      ? [{ complete: true }]",
    replace: "return isAsked('handOver') || isBeyondPivot\n      ? [{ complete: true }]",
  },
  {
    name: 'a failed order is not cancelled',
    file: 'domain/fulfilment/react.ts',
    find: "return [{ ask: 'cancel', to: seen.id, data: { reason: happened.reason } }];",
    replace:
      "return happened.reason === '' ? [{ ask: 'cancel', to: seen.id, data: { reason: happened.reason } }] : [];",
  },
  {
    name: 'what was accepted first is undone first',
    file: 'domain/modelling/processes/settle.ts',
    find: '(other.acceptedAt ?? 0) - (one.acceptedAt ?? 0)',
    replace: '(one.acceptedAt ?? 0) - (other.acceptedAt ?? 0)',
  },
  {
    name: 'what a failed process has asked is not undone',
    file: 'domain/modelling/processes/settle.ts',
    find: "status === 'accepted' && undo !== undefined",
    replace: "status === 'undoing' && undo !== undefined",
  },
  {
    name: 'deadlines pass, and no process is told',
    file: 'application/processes/deadlines/sweep-shard.ts',
    find: 'await inParallel(triedAtOnce, page.items, tryOne);',
    replace: '',
  },
  {
    name: 'a process that waits for money forgets that it waits',
    file: 'domain/modelling/processes/evolve-process.ts',
    find: 'waits: [...state.waits.filter(({ wait }) => wait !== data.wait), { ...data, number }],',
    replace: 'waits: state.waits.filter(({ number: other }) => other === number),',
  },
  {
    name: 'an ask that the feed delivers is left to who has asked',
    file: 'application/processes/carry-out.ts',
    find: 'asks.filter((_, index) => isOpen[index])',
    replace: 'asks.filter((_, index) => isOpen[index] === undefined)',
  },
  {
    name: 'a process is told of nothing that it has not started itself',
    file: 'application/processes/running-process.ts',
    find: "for (const answer of answers) if (answer.outcome === 'changed') await carry.atOnce(answer.commit);",
    replace:
      "for (const answer of answers) if (answer.outcome === 'changed') settled.settle(placeOf(answer.commit.streamId, answer.commit.version));",
  },
  {
    name: 'a subscriber that fails has had its batch',
    file: 'application/feed/feed-group.ts',
    find: 'onDelivered(subscriber.name, await subscriber.deliver(batch)),',
    replace:
      'onDelivered(subscriber.name, await subscriber.deliver(batch).catch(() => ({ applied: 0, alreadyApplied: 0, notApplicable: 0, parked: 0 }))),',
  },
  {
    name: 'a stream that fails is passed over',
    file: 'application/feed/settle-failures.ts',
    find: 'if (evidence === undefined) throw stream.error;',
    replace: "if (evidence === undefined) return 'parked';",
  },
  {
    name: 'a parked stream is released before it is delivered',
    file: 'application/operations/replay.ts',
    find: "const report = await subscriber.deliver(documents, 'replay');",
    replace:
      "if (mark !== undefined) await parkingLot.release(subscriberName, streamId, mark.revision);\n      const report = await subscriber.deliver(documents, 'replay');",
  },
  {
    name: 'of a batch only the end is archived',
    file: 'application/archive/archiver.ts',
    find: 'archive.add(stored.map(archivedCommit))',
    replace: 'archive.add(stored.slice(-3).map(archivedCommit))',
  },
  {
    name: 'the key of an erased subject is kept',
    file: 'application/privacy/eraser.ts',
    find: 'await keys.destroy(streamId);',
    replace: '',
  },
  {
    name: 'the copy of the key of an erased subject is kept',
    file: 'application/privacy/eraser.ts',
    find: 'await archivedKeys.destroy(streamId);',
    replace: '',
  },
  {
    name: 'an erased customer keeps its name',
    file: 'domain/customer/customer-view.ts',
    find: "return { customerId: view.customerId, status: 'erased', registeredAt: view.registeredAt };",
    replace: "return { ...view, status: 'erased' };",
  },
  {
    name: 'an email is taken from who has it',
    file: 'application/unique-values/handle-uniquely.ts',
    find: "if (holder.held === value) return 'taken';",
    replace: "if (holder.held === value && holder.head.version > 1e6) return 'taken';",
  },
  {
    name: 'a reservation is released while its commit is under way',
    file: 'application/unique-values/reservation.ts',
    find: 'const isDecided = found.behind < version || isOlderThan(found, pendingSeconds, now);',
    replace: 'const isDecided = found.behind <= version || isOlderThan(found, pendingSeconds, now);',
  },
  {
    name: 'half a minor unit is rounded down',
    file: 'domain/money.ts',
    find: 'remainder >= 50',
    replace: 'remainder > 50',
  },
  {
    name: 'a commit is recorded before the one that it follows',
    file: 'application/streams/stream-head.ts',
    find: 'return this.recordedAt !== undefined && Date.parse(now) <= Date.parse(this.recordedAt) ? this.recordedAt : now;',
    replace: 'return now;',
  },
  {
    name: 'a commit does not name the hash of the one before it',
    file: 'adapters/commit-document.ts',
    find: '...(head.hash === undefined ? {} : { previousHash: head.hash }),',
    replace: '',
  },
  {
    name: 'a query is content with an older version',
    file: 'application/views/documents/view-query.ts',
    find: 'if (found !== undefined && found.version >= minVersion)',
    replace: 'if (found !== undefined && found.version >= minVersion - 1)',
  },
  {
    name: 'a customer pays the price of today, whatever it was shown',
    file: 'domain/cart/check-out.ts',
    find: 'return unitPrice === from',
    replace: 'return unitPrice === from || quantity > 0',
  },
  {
    name: 'a price of an open cart changes after it was shown',
    file: 'domain/cart/check-out.ts',
    find: 'if (changes.length > 0) return',
    replace: 'if (changes.length > 1) return',
  },
  {
    name: 'commits of one stream are published in the order in which batches end',
    file: 'application/messages/publisher.ts',
    find: 'await bus.send(messages);',
    replace: 'await bus.send(messages.toReversed());',
  },
  ...mutantsOfOperations,
];
