import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { CloudEvent } from '../../../application/messages/cloud-event.ts';
import type { DocumentStore } from '../../../application/consumers/document-store.ts';
import { inTurns } from '../../support/in-turns.ts';
import { emailOver, emailWorld } from './email-world.ts';
import { changedMessage, erasedMessage, placedMessage } from './mail-messages.ts';

const ordersOf = { bob: ['1', '2'], eve: ['3'] } as const;

/** The messages of each session, in the order in which they were sent. */
const ordered = Object.entries(ordersOf).flatMap(([customerId, orderIds]) =>
  orderIds.map((orderId) => [
    placedMessage(orderId, customerId),
    changedMessage(orderId, 2),
    changedMessage(orderId, 3),
  ]),
);
const sessions = [...ordered, [erasedMessage('bob')]];

class PowerCut extends Error {}

/** When the process dies: right before, or right after, it does something in the store. */
type Death = 'never' | 'before' | 'after';

const dying = <Port extends object>(deaths: Iterator<Death>, port: Port): Port => {
  const wrap =
    (method: (...given: readonly unknown[]) => Promise<unknown>) =>
    async (...given: readonly unknown[]) => {
      const death: Death = deaths.next().value as Death;
      if (death === 'before') throw new PowerCut();
      const answer = await method(...given);
      if (death === 'after') throw new PowerCut();
      return answer;
    };
  return Object.fromEntries(Object.entries(port).map(([name, method]) => [name, wrap(method as never)])) as Port;
};

/** One who was given a session: each message until it is done, and then perhaps once more. */
const listener = (mail: (message: CloudEvent) => Promise<unknown>, repeats: Iterator<boolean>) =>
  async function deliver(messages: readonly CloudEvent[]): Promise<void> {
    for (const message of messages)
      for (let isDone = false; !isDone;)
        try {
          await mail(message);
          isDone = repeats.next().value !== true;
        } catch (error) {
          expect(error).toBeInstanceOf(PowerCut);
        }
  };

it('an erased customer has no mail and no order, and others have each mail once, whatever races, comes twice or dies', async () => {
  const property = fc.asyncProperty(
    fc.scheduler(),
    fc.infiniteStream(fc.constantFrom<Death>('never', 'never', 'never', 'never', 'never', 'before', 'after')),
    fc.infiniteStream(fc.constantFrom(false, false, false, true)),
    fc.array(fc.constantFrom(...sessions), { maxLength: 3 }),
    async (scheduler, deaths, repeats, lost) => {
      const { documents, statusesOf, recipientOf, ordersOf: listedOf, allText } = emailWorld();
      const mortal: DocumentStore = (name) => dying(deaths, inTurns(scheduler, documents(name)));
      const deliver = listener(emailOver(mortal).handle, repeats);
      // A listener that has lost its lock goes on beside the one that has got the session now.
      await scheduler.waitFor(Promise.all([...sessions, ...lost].map(deliver)));
      for (const orderId of ordersOf.bob) {
        expect(await statusesOf(orderId)).not.toContain('rendered');
        expect(await recipientOf(orderId)).toEqual({ status: 'erased' });
      }
      expect(await listedOf('bob')).toEqual([]);
      expect(allText()).not.toContain('"customerId":"bob"');
      expect(await statusesOf('3')).toEqual(['rendered', 'rendered', 'rendered']);
    },
  );
  await fc.assert(property, { numRuns: 300 });
});
