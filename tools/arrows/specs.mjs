import { rule } from './rule.mjs';

/** The specs of the engine hold for any business, so they run on one that is nobody's. */
export const specs = [
  rule(
    'engine-specs-know-no-business',
    'A spec of the engine runs on the ledger in test/support/, and no import of an import leads it to domain/order or the like. What is about a business belongs to test/domain/, test/functions/ or test/end-to-end/, and what such specs share to test/support/shop.ts.',
    {
      path: '^test/(?:application|infra|domain/modelling|support|adapters/([^/]+))/',
      pathNot: '^test/support/shop[.]ts$',
    },
    { path: '^(domain|consumers)/', pathNot: '^(domain/modelling/|consumers/$1/)', reachable: true },
  ),
];
