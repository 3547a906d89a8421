import { shop } from '../../../domain/shop.ts';

/** The names of all who follow the feed: what the shop declares, and what every system has. */
export const everySubscriber: readonly string[] = [
  ...shop.modules.flatMap(({ views = [], uniqueValue }) => [
    ...views.map(({ name }) => name),
    ...(uniqueValue === undefined ? [] : [uniqueValue.name]),
  ]),
  'publishing',
  'archive',
  'erasure',
];
