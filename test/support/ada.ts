import type { PersonEvent } from './ledger/index.ts';

/** Where Ada lives. */
export const address = { street: '12 St James Square', city: 'London', postalCode: 'SW1Y 4JH', country: 'UK' };

/** Who Ada is. */
export const ada = {
  name: 'Ada Lovelace',
  email: 'ada@example.org',
  address,
  registeredAt: '2026-05-01T09:00:00.000Z',
};

/** Ada has registered. */
export const registered: PersonEvent = { type: 'PersonRegistered', data: ada };

/** Ada has another email. */
export const emailChanged: PersonEvent = { type: 'PersonEmailChanged', data: { email: 'ada@new.example' } };

/** Ada is forgotten. */
export const erased: PersonEvent = { type: 'PersonErased', data: {} };
