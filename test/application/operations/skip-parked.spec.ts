import { expect, it } from 'vitest';
import { MessageTooLarge } from '../../../application/messages/message-bus.ts';
import { publisher } from '../../../application/messages/publisher.ts';
import { replayStream } from '../../../application/operations/replay.ts';
import { skipParked } from '../../../application/operations/skip-parked.ts';
import { publicationOf } from '../../../application/system/module-parts.ts';
import { sheets } from '../../support/ledger/index.ts';
import { commands } from '../../support/sheets.ts';
import { parkedWorld } from '../feed/parked-world.ts';

/** A sheet with a message that is too large, at version 2, and a later one behind it. */
const parkedAtTwo = async (...tooLarge: readonly string[]) => {
  const world = await parkedWorld(0);
  await world.send('1', commands.open, commands.changeRent(6), commands.changeRent(7));
  const bus: typeof world.bus = {
    ...world.bus,
    send: async (messages) => {
      for (const message of messages) {
        if (tooLarge.includes(message.messageId)) throw new MessageTooLarge(`${message.messageId} is too large`);
        await world.bus.send([message]);
      }
    },
  };
  const publishing = publisher({ ...world, bus, publications: publicationOf(sheets) });
  for (const commit of world.feed()) await publishing.deliver([commit]);
  const operating = { ...world, subscribers: [publishing, world.byId] };
  const skip = (version: number | undefined, subscriber = 'publishing') =>
    skipParked(operating)({ subscriber, streamId: 'sheet-1', version });
  const sent = () => world.bus.sent().map(({ messageId }) => messageId);
  return { ...world, skip, sent, replay: replayStream(operating) };
};

it('a skip delivers what comes behind the parked commit, and releases the stream', async () => {
  const { skip, sent, parked } = await parkedAtTwo('sheet-1:2');
  expect(await parked()).toMatchObject([{ version: 2, kind: 'size', heldBackTo: 3 }]);
  expect(sent()).toEqual(['sheet-1:1']);
  expect(await skip(2)).toBe('released');
  expect(sent()).toEqual(['sheet-1:1', 'sheet-1:3']);
  expect(await parked()).toEqual([]);
});

it('a skip of another version than the parked one changes nothing', async () => {
  const { skip, sent, parked } = await parkedAtTwo('sheet-1:2');
  expect(await skip(3)).toBe('another-version');
  expect(await skip(undefined)).toBe('another-version');
  expect(sent()).toEqual(['sheet-1:1']);
  expect(await parked()).toHaveLength(1);
});

it('a skip before another commit that cannot be taken parks the stream for that one', async () => {
  const { skip, parked } = await parkedAtTwo('sheet-1:2', 'sheet-1:3');
  expect(await skip(2)).toBe('parked');
  expect(await parked()).toMatchObject([{ version: 3, reason: 'sheet-1:3 is too large' }]);
  expect(await skip(3)).toBe('released');
  expect(await skip(3)).toBe('not-parked');
});

it('a view may not skip, since it would stay wrong', async () => {
  const { skip } = await parkedAtTwo('sheet-1:2');
  expect(await skip(2, 'sheets')).toBe('may-not-skip');
  expect(await skip(2, 'nobody')).toBe('unknown-subscriber');
});
