import type { MeantProcess } from '../../../application/operations/process-actions.ts';
import { act } from './operating.ts';
import type { Errand } from './errand.ts';
import type { SentCommand } from './records.ts';

/** The process that a command has started: of which kind, and under which id. */
const startedBy = ({ wish, answer }: SentCommand): readonly { readonly name: string; readonly id: string }[] => {
  if (answer.outcome !== 'accepted') return [];
  switch (wish.type) {
    case 'TransferFromAccount':
      return [{ name: 'transfer', id: `${wish.entityId}-${answer.version}` }];
    case 'ConfirmOrder':
      return [{ name: 'fulfilment', id: wish.entityId }];
    case 'CheckOutCart':
      return [{ name: 'checkout', id: wish.entityId }];
    default:
      return [];
  }
};

/** How an operator goes on as if an ask had been accepted, or ends a process as it stands: seldom, as it must settle the rest by hand. */
const byHand = 0.15;

/**
 * An operator says something to a process: to try an ask again, to give it more time or less, to go on without it, or to end. Most of
 * that is refused where nothing is stuck.
 */
export const mendProcess: Errand = async (running) => {
  const { client, random, records } = running;
  const started = records.commands.flatMap(startedBy);
  if (started.length === 0) return;
  const process = random.oneOf(started);
  const told = await client.ask(`looks at ${process.name}-${process.id}`, async ({ system }) => {
    const story = await system.processes.storyOf(process.name, process.id);
    return { numbers: [...(story?.asks ?? []), ...(story?.waits ?? [])].map(({ number }) => number) };
  });
  const number = told === undefined || told.numbers.length === 0 ? 2 : random.oneOf(told.numbers);
  const reason = 'Somebody has asked for it.';
  const dueAt = new Date(Date.parse(client.clock()) + random.oneOf([-1, 1, 10, 60]) * 60_000).toISOString();
  const { say } = random.oneOf<Pick<MeantProcess, 'say'>>(
    random.chance(byHand)
      ? [{ say: { type: 'SkipAsk', data: { number, reason } } }, { say: { type: 'ResolveProcess', data: { reason } } }]
      : [
          { say: { type: 'RetryAsk', data: { number, reason } } },
          { say: { type: 'ExtendDeadline', data: { number, dueAt, reason } } },
        ],
  );
  await act(running, `says ${say.type} to ${process.name}-${process.id}`, ({ system }, by) =>
    system.operate(by).mendProcess({ ...process, say }),
  );
};
