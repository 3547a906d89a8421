import { DatabaseSync } from 'node:sqlite';
import { setImmediate as turnEnd } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openTurns } from '../../storage/turns.ts';

function given(settle: (insert: (text: string) => void) => void = () => undefined) {
  const database = new DatabaseSync(':memory:');
  onTestFinished(() => database.close());
  database.exec('CREATE TABLE line (text TEXT NOT NULL CHECK (length(text) < 5))');
  const insert = (text: string): void => void database.prepare('INSERT INTO line VALUES (?)').run(text);
  const log: string[] = [];
  const turns = openTurns(database, {
    settle() {
      settle((text) => {
        turns.join();
        insert(text);
      });
    },
    lost: () => void log.push('lost'),
  });
  const write = (text: string): void => {
    turns.join();
    insert(text);
    turns.afterCommit({
      committed: () => log.push(`${text} ${database.isTransaction ? 'open' : 'committed'}`),
      lost: () => log.push(`${text} undone`),
    });
  };
  const lines = () =>
    database
      .prepare('SELECT text FROM line')
      .all()
      .map(({ text }) => text);
  return { turns, write, log, lines };
}

describe('turns', () => {
  it('tell of nothing before it is committed, and then in order', async () => {
    const { write, log } = given();
    write('one');
    write('two');
    expect(log).toEqual([]);
    await turnEnd();
    expect(log).toEqual(['one committed', 'two committed']);
  });

  it('tell at once when nothing is being written', () => {
    const { turns, log } = given();
    turns.afterCommit({ committed: () => log.push('now') });
    expect(log).toEqual(['now']);
  });

  it('end with what is written: whoever still waits when they are closed is not looked at again', async () => {
    let settled = 0;
    const { turns, write, log, lines } = given(() => (settled += 1));
    write('one');
    turns.afterCommit({ committed: () => turns.requestSettle() }); // wakes somebody, as a settled message does
    turns.close();
    expect([log, lines(), settled]).toEqual([['one committed'], ['one'], 1]);
    await turnEnd();
    turns.flush();
    expect(settled).toBe(1);
  });

  it('take what follows from a write into the same transaction', async () => {
    const followUps = ['late'];
    const { write, log, lines } = given((insert) => followUps.splice(0).forEach(insert));
    write('one');
    await turnEnd();
    expect(log).toEqual(['one committed']);
    expect(lines()).toEqual(['one', 'late']);
  });

  it('undo a write that failed half-way, and what else was in the turn', async () => {
    const { turns, write, log, lines } = given();
    write('one');
    turns.undo(new Error('half-way'));
    expect(log).toEqual(['one undone', 'lost']);
    await turnEnd();
    expect(lines()).toEqual([]);
  });

  it('undo everything when the disk refuses, say so to everyone, and go on', async () => {
    const tooLong = ['much too long'];
    const { write, log, lines } = given((insert) => tooLong.splice(0).forEach(insert));
    write('one');
    write('two');
    await turnEnd();
    expect(log).toEqual(['one undone', 'two undone', 'lost']);
    expect(lines()).toEqual([]);
    write('next');
    await turnEnd();
    expect(lines()).toEqual(['next']);
  });
});
