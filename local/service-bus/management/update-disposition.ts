import { condition, Refusal, settle, type Settlement } from '../entities/index.ts';
import { amqp, entriesOf, textOf } from '../messages/index.ts';
import { requireText, uuidsOf, type Arguments, type Operation } from './operation.ts';

/** Settles messages whose link is gone, or that were never received over one: deferred ones. */
export const updateDisposition: Operation = ({ broker, entity }, body) => {
  const settlement = readSettlement(body);
  for (const token of uuidsOf(body, 'lock-tokens')) settle(broker, entity, token, settlement);
  return amqp.Map32([]);
};

function readSettlement(body: Arguments): Settlement {
  const properties = entriesOf(body.get('properties-to-modify'));
  const status = requireText(body, 'disposition-status');
  switch (status) {
    case 'completed':
      return { type: 'complete' };
    case 'abandoned':
      return { type: 'abandon', properties };
    case 'defered': // so spelled by the protocol
      return { type: 'defer', properties };
    case 'suspended':
      return {
        type: 'dead-letter',
        cause: {
          reason: textOf(body.get('deadletter-reason')),
          description: textOf(body.get('deadletter-description')),
          properties,
        },
      };
    default:
      throw new Refusal(condition.argument, `There is no disposition '${status}'.`);
  }
}
