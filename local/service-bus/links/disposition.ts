import { attempt, settle, type Entity, type Settlement } from '../entities/index.ts';
import { deliveryTagOf, entriesOf, itemsOf, textOf, type Typed } from '../messages/index.ts';
import { amqpErrorOf } from './amqp-error.ts';
import type { ClientConnection } from './client-connection.ts';
import { outcomes, type OutcomeValue, type WireDelivery } from './rhea-deliveries.ts';
import { underFaults } from './under-faults.ts';

/** Carries out what a receiver decided, and confirms it once it is on disk. */
export function settleDelivery(connection: ClientConnection, entity: Entity, delivery: WireDelivery): void {
  const { broker } = connection;
  const { settlement, echo } = readOutcome(delivery);
  underFaults(connection, 'settle', {
    run(tell) {
      try {
        attempt(broker, () => settle(broker, entity, lockTokenOf(delivery), settlement));
      } catch (error) {
        confirm(delivery, rejection(error));
        return;
      }
      broker.storage.turns.afterCommit({
        committed: () => tell(() => confirm(delivery, echo)),
        lost: (error) => confirm(delivery, rejection(error)),
      });
    },
    refuse: (error) => confirm(delivery, rejection(error)),
  });
}

/** The tag is the lock token in another byte order, and swapping twice gives it back. */
function lockTokenOf({ tag }: WireDelivery): Uint8Array {
  return deliveryTagOf(tag);
}

/** With settle mode second the client waits for this and does not answer it: the delivery is over for both sides. */
function confirm(delivery: WireDelivery, outcome: OutcomeValue): void {
  delivery.update(true, outcome);
  delivery.remote_settled = true;
}

function rejection(error: unknown): OutcomeValue {
  return outcomes.rejected({ error: amqpErrorOf(error) }).described();
}

/** What an outcome means to Service Bus, and the outcome to confirm it with. */
function readOutcome({ remote_state: state }: WireDelivery): { settlement: Settlement; echo: OutcomeValue } {
  const fields = state?.value ?? [];
  const read = outcomeReaders[state?.constructor.composite_type ?? ''];
  return read
    ? read(fields)
    : { settlement: { type: 'abandon', properties: new Map() }, echo: outcomes.released().described() };
}

/** All other outcomes give the message back. */
const outcomeReaders: Readonly<Record<string, (fields: readonly Typed[]) => ReturnType<typeof readOutcome>>> = {
  accepted: () => ({ settlement: { type: 'complete' }, echo: outcomes.accepted().described() }),
  modified: readModified,
  rejected: readRejected,
};

/** A message that is undeliverable here is deferred; its annotations are application properties to set. */
function readModified([, undeliverable, annotations]: readonly Typed[]): ReturnType<typeof readOutcome> {
  const isDeferred = undeliverable?.value === true || undeliverable?.value === 1;
  const settlement: Settlement = { type: isDeferred ? 'defer' : 'abandon', properties: entriesOf(annotations) };
  return { settlement, echo: outcomes.modified({ undeliverable_here: isDeferred }).described() };
}

/** A rejected message is dead; the error's information says why, and may set application properties. */
function readRejected([error]: readonly Typed[]): ReturnType<typeof readOutcome> {
  const [, description, information] = itemsOf(error);
  const properties = entriesOf(information);
  const reason = textOf(properties.get('DeadLetterReason'));
  const explanation = textOf(properties.get('DeadLetterErrorDescription')) ?? textOf(description);
  properties.delete('DeadLetterReason');
  properties.delete('DeadLetterErrorDescription');
  return {
    settlement: { type: 'dead-letter', cause: { reason, description: explanation, properties } },
    // Accepted, because clients take a rejected one for the failure of their request.
    echo: outcomes.accepted().described(),
  };
}
