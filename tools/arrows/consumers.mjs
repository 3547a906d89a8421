import { inProduction, rule } from './rule.mjs';

/** Consumers are services of their own: they know contracts, and nobody knows them. */
export const consumers = [
  rule(
    'contracts-stand-alone',
    'A contract says what others see, in zod and nothing else of ours: what it shares with an event would change with the event. domain/contracts.ts lists the contracts, and only them.',
    { path: '^domain/contracts[.]ts$|^domain/[^/]+/contracts[.]ts$' },
    { pathNot: '^(node_modules/zod/|domain/[^/]+/contracts[.]ts$)' },
  ),
  rule(
    'consumers-see-contracts-only',
    'A consumer is a service of its own: of the business it knows domain/contracts.ts, of the engine application/consumers/, the envelope of a message, what says that one can never be taken, templates of HTML, and what declares and runs an aggregate, for streams of its own. Publish what it lacks as a contract, or keep it in the store of the consumer.',
    { path: '^consumers/([^/]+)/' },
    {
      pathNot:
        '^(consumers/$1/|domain/contracts[.]ts$|application/(consumers/|(messages/cloud-event|html|in-parallel|paging|undeliverable|system/run-aggregate|commands/command-(handler|outcome))[.]ts$)|domain/modelling/|node_modules/zod/)',
    },
  ),
  rule(
    'nobody-leans-on-a-consumer',
    'Only functions/consumers/ and the adapters of that consumer (adapters/<its name>/) may import it, so that it can be cut out into an app of its own. The list of all of them, consumers/index.ts, is for everybody.',
    { path: inProduction, pathNot: '^(functions/consumers|consumers|adapters)/' },
    { path: '^consumers/', pathNot: '^consumers/index[.]ts$' },
  ),
  rule(
    'adapters-serve-their-own-consumer',
    'What fulfils a port of a consumer is in the folder of adapters/ that has the name of the consumer. Move it there.',
    { path: '^adapters/([^/]+)/' },
    { path: '^consumers/', pathNot: '^consumers/$1/' },
  ),
];
