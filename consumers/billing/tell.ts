import type { CommandRequest } from '../../application/commands/command-outcome.ts';
import { Undeliverable } from '../../application/undeliverable.ts';
import type { BillCommand } from './bill/commands.ts';
import { BillingBusy } from './sent.ts';
import type { BillingStreams } from './streams.ts';

/**
 * Tells a bill what a message says. Throws {@link Undeliverable} for what it rejects: an order's messages come in order, so one that is
 * missing will not come any more.
 */
export const tell = async (bills: BillingStreams['bills'], request: CommandRequest<BillCommand>): Promise<void> => {
  const outcome = await bills.handle(request);
  if (outcome.outcome === 'accepted') return;
  const { entityId } = request;
  if (outcome.outcome !== 'rejected') throw new BillingBusy(`The bill of order ${entityId} is ${outcome.outcome}.`);
  const { rejection } = outcome;
  switch (rejection.type) {
    case 'BillNotOpened':
      throw new Undeliverable(`The message that order ${entityId} was placed was not taken.`);
    case 'OvertakenByLater':
      throw new Undeliverable(
        `What order ${entityId} has told up to its version ${rejection.orderVersion} was taken before: see its documents, then correct by hand.`,
      );
    case 'DocumentNotRequested':
      throw new Undeliverable(`Nobody asked for the document ${rejection.key} of order ${entityId}.`);
    case 'NumberedOtherwise':
      throw new Undeliverable(`The ${rejection.key} of order ${entityId} has the number ${rejection.number}.`);
  }
};
