import { changeEmail, move, register, registered } from '../customers.ts';
import type { Scenario } from './scenario.ts';

/** What is personal, or unique, costs in addition. */
export const customers: readonly Scenario[] = [
  {
    what: 'registering a customer: a key looked for and made, an email reserved, an append',
    requests: 4,
    requestUnits: 20,
    prepare: async (database, id) => {
      const send = await registered(database, id);
      return () => send(`${id}-other`, register(`${id}-other@example.org`));
    },
  },
  {
    what: 'changing the email of a known customer',
    requests: 2,
    requestUnits: 13,
    prepare: async (database, id) => {
      const send = await registered(database, id);
      return () => send(id, changeEmail(`${id}@new.example`));
    },
  },
  {
    what: 'changing the address of a known customer',
    requests: 1,
    requestUnits: 6.5,
    prepare: async (database, id) => {
      const send = await registered(database, id);
      return () => send(id, move);
    },
  },
  {
    what: 'asking for an email that another customer has',
    requests: 4,
    requestUnits: 7,
    prepare: async (database, id) => {
      const send = await registered(database, id);
      return () => send(`${id}-other`, register(`${id}@example.org`));
    },
  },
];
