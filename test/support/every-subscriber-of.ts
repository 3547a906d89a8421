import { everyViewOf, type System } from '../../domain/modelling/system.ts';

/** The names of all who follow the feed of a system: what it declares, and what every system has. */
export const everySubscriberOf = (system: System): readonly string[] => [
  ...everyViewOf(system).map(({ name }) => name),
  ...system.modules.flatMap(({ uniqueValue }) => (uniqueValue === undefined ? [] : [uniqueValue.name])),
  ...system.processes.map(({ name }) => name),
  'publishing',
  'archive',
  'erasure',
];
