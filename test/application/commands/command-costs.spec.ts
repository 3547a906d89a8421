import { describe, expect, it } from 'vitest';
import type { CommandRequest } from '../../../application/commands/command-outcome.ts';
import type { SheetCommand } from '../../support/ledger/index.ts';
import { asBob, specTime } from '../../support/as-bob.ts';
import { commands, sheetsOverMemory } from '../../support/sheets.ts';

const open = { entityId: '1', command: commands.open, reach: 'all' as const, provenance: asBob('open') };
const change = { entityId: '1', command: commands.changeRent(6), reach: 'all' as const, provenance: asBob('change') };

describe('what a command costs', () => {
  const counted = () => {
    let time = specTime;
    const calls: string[] = [];
    const counting = sheetsOverMemory(
      (inner) => ({
        read: (...asked) => (calls.push('read'), inner.read(...asked)),
        readNewest: (...asked) => (calls.push('readNewest'), inner.readNewest(...asked)),
        append: (...asked) => (calls.push('append'), inner.append(...asked)),
        hasNext: (...asked) => (calls.push('hasNext'), inner.hasNext(...asked)),
        findByCommands: (...asked) => (calls.push('findByCommands'), inner.findByCommands(...asked)),
      }),
      { clock: () => time },
    );
    /** The requests of one command. */
    const costOf = async (request: CommandRequest<SheetCommand>, handle = counting.handle) => {
      calls.length = 0;
      await handle(request);
      return [...calls];
    };
    /** Sends so many commands that each change something. */
    const sendMany = async (count: number) => {
      const changes = Array.from({ length: count }, (_, n) => commands.changeRent((n % 2) + 10));
      await counting.send('1', ...changes);
    };
    return { ...counting, costOf, sendMany, becomes: (later: string) => void (time = later) };
  };

  it('is one append when it begins the stream: nothing is read at all', async () => {
    const { costOf } = counted();
    expect(await costOf(open)).toEqual(['append']);
  });

  it('is one append when the stream is known', async () => {
    const { costOf } = counted();
    await costOf(open);
    expect(await costOf(change)).toEqual(['append']);
  });

  it('is one read more where the stream is not known yet', async () => {
    const { costOf, newProcess } = counted();
    await costOf(open);
    expect(await costOf(change, newProcess())).toEqual(['readNewest', 'append']);
  });

  it('is one look for a next commit where nothing is appended', async () => {
    const { costOf } = counted();
    await costOf(open);
    expect(await costOf({ ...change, command: commands.changeRent(5) })).toEqual(['hasNext']);
    expect(await costOf({ ...change, command: { ...commands.changeRent(5), type: 'SignSheet', data: {} } })).toEqual([
      'hasNext',
    ]);
    expect(await costOf({ ...change, expectedVersion: 7 })).toEqual(['hasNext']);
  });

  it('is nothing where it was carried out before', async () => {
    const { costOf } = counted();
    await costOf(open);
    expect(await costOf(open)).toEqual([]);
  });

  it('is one look for its command id more where a stream had more commands within a day than are remembered', async () => {
    const { costOf, sendMany } = counted();
    await costOf(open);
    await sendMany(999);
    expect(await costOf(change)).toEqual(['append']);
    expect(await costOf({ ...change, command: commands.changeRent(7), provenance: asBob('one more') })).toEqual([
      'findByCommands',
      'append',
    ]);
  });

  it('is nothing more on such a stream where the command id is new, or among the newest', async () => {
    const { costOf, sendMany } = counted();
    await costOf(open);
    await sendMany(1_005);
    expect(await costOf({ ...change, isNewId: true })).toEqual(['append']);
    expect(await costOf(change)).toEqual([]);
  });

  it('is nothing more where the commands that are no longer remembered are older than a day, in a fresh process, too', async () => {
    const { costOf, sendMany, becomes, newProcess } = counted();
    await costOf(open);
    await sendMany(1_005);
    becomes('2026-05-05T11:00:00.001Z');
    expect(await costOf(change)).toEqual(['append']);
    expect(await costOf({ ...change, command: commands.changeRent(7), provenance: asBob('x') }, newProcess())).toEqual([
      'readNewest',
      'append',
    ]);
  });

  it('is one look, and not one for each lost race, on such a stream', async () => {
    const { costOf, sendMany, newProcess } = counted();
    const rival = newProcess();
    await costOf(open);
    await sendMany(1_005);
    await rival({ ...change, command: commands.changeRent(9), provenance: asBob('rival') });
    expect(await costOf(change)).toEqual(['findByCommands', 'append', 'append']);
  });

  it('is one append more after a lost race: what the winner wrote comes with the refusal', async () => {
    const { costOf, newProcess } = counted();
    const rival = newProcess();
    await costOf(open);
    await rival({ ...change, command: commands.changeRent(9), provenance: asBob('rival') });
    expect(await costOf(change)).toEqual(['append', 'append']);
  });

  it('is one read more where that look finds a next commit', async () => {
    const { costOf, newProcess } = counted();
    const rival = newProcess();
    await costOf(open);
    await rival({ ...change, command: commands.drop, provenance: asBob('drop') });
    expect(await costOf({ ...change, command: commands.changeRent(5) })).toEqual(['hasNext', 'read']);
  });

  it('is one read, and no look for more, where a stream that was thought new turns out not to be', async () => {
    const { costOf, newProcess } = counted();
    await costOf(open);
    const again = { ...open, provenance: asBob('open again') };
    expect(await costOf(again, newProcess())).toEqual(['append', 'readNewest']);
  });

  it('is one read, and no look for more, where nobody was seen to write and nothing is appended', async () => {
    const { costOf, newProcess } = counted();
    expect(await costOf(change, newProcess())).toEqual(['readNewest']);
  });
});
