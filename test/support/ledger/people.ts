import { z } from 'zod';
import type { Contracts } from '../../../domain/modelling/contract.ts';
import { erasedText, personal } from '../../../domain/modelling/personal.ts';
import { declareModule } from '../../../domain/modelling/system.ts';
import type { UniqueValue } from '../../../domain/modelling/unique-value.ts';
import { declareView } from '../../../domain/modelling/view.ts';
import { address, person, type PersonEvent, type PersonRejection } from './person.ts';

const schema = z.discriminatedUnion('status', [
  z
    .object({
      personId: z.string(),
      status: z.literal('registered'),
      name: personal(z.string()),
      email: personal(z.string()),
      address: address.readonly().exactOptional(),
      registeredAt: z.string(),
    })
    .readonly(),
  z.object({ personId: z.string(), status: z.literal('erased'), registeredAt: z.string() }).readonly(),
]);

export type PersonView = z.infer<typeof schema>;

/** Answers: who is this? */
export const peopleById = declareView({
  name: 'people',
  source: person,
  schema,
  partition: { by: 'entity', field: 'personId' },
  owner: { field: 'personId' },
  orderBy: 'registeredAt',
  fold: (view: PersonView | undefined, { event, entityId: personId }): PersonView | undefined => {
    if (event.type === 'PersonRegistered') return { personId, status: 'registered', ...event.data };
    if (view?.status !== 'registered') return view;
    if (event.type === 'PersonErased') return { personId, status: 'erased', registeredAt: view.registeredAt };
    return { ...view, ...event.data };
  },
});

/** An email is used by one person at a time, whatever its capitals. */
export const personEmail: UniqueValue<PersonEvent, PersonRejection> = {
  name: 'person-emails',
  rejection: { type: 'EmailAlreadyUsed' },
  heldAfter: (held, event) => {
    if (event.type === 'PersonErased') return undefined;
    if (event.type === 'PersonMoved') return held;
    return event.data.email === erasedText ? undefined : event.data.email.toLowerCase();
  },
};

const personOnly = z.object({ personId: z.string() });

const contracts: Contracts<typeof person.events> = {
  schemas: { 'ledger.person-registered.v1': personOnly, 'ledger.person-erased.v1': personOnly },
  contractOf: ({ event, entityId: personId }) => {
    if (event.type === 'PersonRegistered') return { type: 'ledger.person-registered.v1', data: { personId } };
    return event.type === 'PersonErased' ? { type: 'ledger.person-erased.v1', data: { personId } } : undefined;
  },
};

/** All that is declared about people. */
export const people = declareModule({
  aggregate: person,
  uniqueValue: personEmail,
  erasedBy: 'PersonErased',
  views: [peopleById],
  contracts,
});
