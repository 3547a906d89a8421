import { ask, change, newProcess, place } from '../orders.ts';
import { busy, cancel, longLived, placed, ship } from '../prepared.ts';
import type { Scenario } from './scenario.ts';

/** What commands on orders cost. */
export const commands: readonly Scenario[] = [
  {
    what: 'a command that begins a stream',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const process = await placed(database, `${id}-other`);
      return () => process(ask(id, place));
    },
  },
  {
    what: 'a command on a stream that the process knows',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, change(1)));
    },
  },
  {
    what: 'a command with a key on a stream that had more than 1,000 commands within a day',
    requests: 2,
    requestUnits: 10,
    prepare: async (database, id) => {
      const process = await busy(database, id);
      return () => process(ask(id, change(1)));
    },
  },
  {
    what: 'a command without a key on such a stream',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const process = await busy(database, id);
      return () => process({ ...ask(id, change(1)), isNewId: true });
    },
  },
  {
    what: 'a command after a lost race',
    requests: 3,
    requestUnits: 9,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      await newProcess(database)(ask(id, change(1)));
      return () => process(ask(id, change(2)));
    },
  },
  {
    what: 'a command that is refused',
    requests: 1,
    requestUnits: 1,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, ship));
    },
  },
  {
    what: 'a command that is repeated',
    requests: 0,
    requestUnits: 0,
    prepare: async (database, id) => {
      const process = await placed(database, id);
      return () => process(ask(id, place, `place-${id}`));
    },
  },
  {
    what: 'a command that began a stream, repeated to another process',
    requests: 2,
    requestUnits: 3,
    prepare: async (database, id) => {
      await placed(database, id);
      return () => newProcess(database)(ask(id, place, `place-${id}`));
    },
  },
  {
    what: 'a command on a short stream that the process does not know',
    requests: 3,
    requestUnits: 10.5,
    prepare: async (database, id) => {
      await placed(database, id);
      return () => newProcess(database)(ask(id, cancel));
    },
  },
  {
    what: 'a refusal on a stream of 10,000 commits that the process does not know: two requests at once',
    requests: 2,
    requestUnits: 20,
    prepare: async (database, id) => {
      await longLived(database, id);
      return () => newProcess(database)(ask(id, ship));
    },
  },
];
