import { z } from 'zod';
import {
  accept,
  eventType,
  nothingToDo,
  reject,
  type Aggregate,
  type CommandOf,
  type Decision,
  type EventOf,
} from '../../../domain/modelling/aggregate.ts';
import { personal } from '../../../domain/modelling/personal.ts';
import { text } from '../../../domain/modelling/values.ts';

const email = personal(z.email());

/** Where somebody lives. The country alone says nothing about a person. */
export const address = z.object({
  street: personal(z.string()),
  city: personal(z.string()),
  postalCode: personal(z.string()).exactOptional(),
  country: z.string(),
});

const events = {
  PersonRegistered: eventType(
    z.object({
      name: personal(z.string()),
      email: personal(z.string()),
      address: address.exactOptional(),
      registeredAt: z.string(),
    }),
  ),
  PersonEmailChanged: eventType(z.object({ email: personal(z.string()) })),
  PersonMoved: eventType(z.object({ address })),
  PersonErased: eventType(z.object({})),
};

const commands = {
  RegisterPerson: z.strictObject({ name: personal(text(200)), email }),
  ChangePersonEmail: z.strictObject({ email }),
  MovePerson: z.strictObject({ address }),
  ErasePerson: z.strictObject({}),
};

const state = z.discriminatedUnion('status', [
  z.object({ status: z.literal('not-registered') }).readonly(),
  z.object({ status: z.literal('registered'), name: personal(z.string()), email: personal(z.string()) }).readonly(),
  z.object({ status: z.literal('erased') }).readonly(),
]);

export type PersonEvent = EventOf<typeof events>;
export type PersonCommand = CommandOf<typeof commands>;

/** Why a person refuses a command. */
export interface PersonRejection {
  readonly type: 'PersonNotRegistered' | 'PersonAlreadyRegistered' | 'PersonAlreadyErased' | 'EmailAlreadyUsed';
}

const change = (
  command: PersonCommand,
  known: { readonly name: string; readonly email: string },
): Decision<PersonEvent, PersonRejection> => {
  switch (command.type) {
    case 'RegisterPerson':
      return known.name === command.data.name && known.email === command.data.email
        ? nothingToDo
        : reject({ type: 'PersonAlreadyRegistered' });
    case 'ChangePersonEmail':
      return known.email === command.data.email
        ? nothingToDo
        : accept({ type: 'PersonEmailChanged', data: command.data });
    case 'MovePerson':
      return accept({ type: 'PersonMoved', data: command.data });
    case 'ErasePerson':
      return accept({ type: 'PersonErased', data: {} });
  }
};

/** A person: registered under an email that nobody else has, and erased when they ask for it. */
export const person: Aggregate<z.infer<typeof state>, typeof commands, typeof events, PersonRejection> = {
  category: 'person',
  commands,
  events,
  state,
  stateVersion: 1,
  initial: { status: 'not-registered' },
  owner: ({ status }, personId) => (status === 'not-registered' ? undefined : personId),
  evolve: (known, event) => {
    if (event.type === 'PersonErased') return { status: 'erased' };
    if (event.type === 'PersonRegistered')
      return { status: 'registered', name: event.data.name, email: event.data.email };
    if (event.type === 'PersonMoved' || known.status !== 'registered') return known;
    return { ...known, email: event.data.email };
  },
  decide: (command, known) => {
    switch (known.status) {
      case 'erased':
        return command.type === 'ErasePerson' ? nothingToDo : reject({ type: 'PersonAlreadyErased' });
      case 'registered':
        return change(command, known);
      case 'not-registered':
        return command.type === 'RegisterPerson'
          ? accept({ type: 'PersonRegistered', data: { ...command.data, registeredAt: command.at } })
          : reject({ type: 'PersonNotRegistered' });
    }
  },
};
