import type { System } from '../../domain/modelling/system.ts';

/** The names of all who follow the feed of a system: what it declares, and what every system has. */
export const everySubscriberOf = ({ modules, logs }: System): readonly string[] => [
  ...modules.flatMap(({ views = [], totals = [], uniqueValue }) => [
    ...[...views, ...totals].map(({ name }) => name),
    ...(uniqueValue === undefined ? [] : [uniqueValue.name]),
  ]),
  ...logs.map(({ name }) => name),
  'publishing',
  'archive',
  'erasure',
];
