import type { Aggregate } from '../../../domain/modelling/aggregate.ts';
import type { Series } from '../document.ts';
import { registerCommands } from './commands.ts';
import { decide, type RegisterRejection } from './decide.ts';
import { registerEvents } from './events.ts';
import { evolve, initialRegister, registerState, type Register } from './evolve.ts';

/**
 * The register of a series in a year: its history is the list of its documents, and the version of an event is the number of its
 * document. Streams have no gaps, so numbers have none, whoever crashes; and each commit is behind the hash of the one before it, so a
 * document that was changed later shows.
 */
export const register: Aggregate<Register, typeof registerCommands, typeof registerEvents, RegisterRejection> = {
  category: 'register',
  commands: registerCommands,
  events: registerEvents,
  state: registerState,
  stateVersion: 1,
  initial: initialRegister,
  owner: 'everybody',
  evolve,
  decide,
};

/** The register of a series in a year: `invoices-2026`. */
export const registerIdOf = (series: Series, year: number): string => `${series}-${year}`;
