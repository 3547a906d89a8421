// The dependency arrows of the architecture, executed: functions -> adapters -> application -> domain.
// A rule's name says what holds; its comment says what to do when it does not. Imports of types count.
// test/repository/arrows.spec.ts plants a leak for every rule here, and fails for a rule without one.

import { consumers } from './tools/arrows/consumers.mjs';
import { rooms } from './tools/arrows/rooms.mjs';
import { besideProduction, inProduction, rule } from './tools/arrows/rule.mjs';
import { specs } from './tools/arrows/specs.mjs';
import { workspaces } from './tools/arrows/workspaces.mjs';

const azure = '^node_modules/@azure/';

/** The files of a process that name other aggregates. */
const partOfProcess = '^domain/[^/]+/(triggers|asks|memory)[.]ts$';

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    rule(
      'domain-is-pure',
      'The domain may use itself and zod. Put what talks to the world behind a port in application/, and pass time and ids in with the command.',
      { path: '^domain/' },
      { pathNot: '^(domain|node_modules/zod)/' },
    ),
    rule(
      'aggregates-are-strangers',
      'Aggregates meet only through events. Move what both need into a file directly in domain/, or write a process that reacts to one and commands the other.',
      { path: '^domain/([^/]+)/', pathNot: partOfProcess },
      { path: '^domain/[^/]+/', pathNot: '^domain/($1|modelling)/' },
    ),
    rule(
      'processes-know-the-doors',
      'What a process hears, asks and remembers of an aggregate comes from its index.ts, in triggers.ts, asks.ts and memory.ts.',
      { path: partOfProcess },
      { path: '^domain/[^/]+/(?!index[.]ts$)', pathNot: '^domain/($1|modelling)/' },
    ),
    rule(
      'aggregates-have-one-door',
      'Import the aggregate, not its parts: export what you need from its index.ts.',
      { path: '^(application|adapters|functions|scripts|bench)/|^domain/[^/]+$', pathNot: '^domain/contracts[.]ts$' },
      { path: '^domain/[^/]+/', pathNot: '^domain/([^/]+/index[.]ts$|modelling/)' },
    ),
    ...consumers,
    rule(
      'application-knows-no-vendor',
      'The application may use the domain, itself and zod; not even Node. Declare a port here and implement it in adapters/.',
      { path: '^application/' },
      { pathNot: '^(application|domain|node_modules/zod)/' },
    ),
    ...rooms,
    rule(
      'adapters-do-not-look-up',
      'Adapters are handed what they need. Let functions/composition.ts read it and pass it in.',
      { path: '^adapters/' },
      { path: '^functions/' },
    ),
    rule(
      'functions-wire-and-do-not-talk',
      'A function registers and delegates. Call the Azure SDK in adapters/ and use that adapter here.',
      { path: '^functions/' },
      { path: azure, pathNot: '^node_modules/@azure/functions/' },
    ),
    rule(
      'functions-register-through-the-adapter',
      'Register through adapters/azure-functions. Only a type may come from @azure/functions directly (import type).',
      { path: '^functions/' },
      { path: '^node_modules/@azure/functions/', dependencyTypesNot: ['type-only'] },
    ),
    rule(
      'scripts-speak-through-the-front-door',
      'Scripts are clients of the running system. Use its HTTP API, or an adapter, not an Azure SDK. (bench/commands, bench/cosmos and bench/service-bus measure what is below both.)',
      { path: '^(scripts|bench)/', pathNot: '^bench/(commands|cosmos|service-bus)([.]ts$|/)' },
      { path: azure },
    ),
    ...workspaces,
    rule(
      'production-runs-without-the-workshop',
      'What is deployed must not need local/, scripts/, bench/ or tools/. Move the shared part into the layer that owns it.',
      { path: inProduction },
      { path: '^(local|scripts|bench|tools)/' },
    ),
    rule(
      'nobody-imports-test',
      'Only specs and their configuration use test/, and only its own specs use the test/ of a workspace. Move what production needs to where it belongs, and let the spec import it from there.',
      { pathNot: '^(test/|local/[^/]+/test/|vitest[.])' },
      { path: '^(test|local/[^/]+/test)/' },
    ),
    ...specs,
    rule(
      'nothing-goes-in-circles',
      'Break the circle: move what both need into a third file, or pass one side in as an argument.',
      {},
      { circular: true },
    ),
    rule(
      'everything-is-reached',
      'No function leads here, so it would never run in Azure. Wire it in functions/, or delete it. (adapters/memory/ serves specs, adapters/cosmos/batches.ts, application/consumers/ and application/system/run-aggregate.ts serve consumers, and domain/modelling/process processes, of which there may be none; consumers/index.ts lists consumers for what is derived from them; what is done by hand with the archive and with views begins in scripts/archive-….ts and scripts/views.ts.)',
      { path: '^functions/|^scripts/(archive-|views[.]ts$)' },
      {
        path: '^(domain|application|consumers|adapters)/',
        pathNot:
          '^(adapters/(memory/|cosmos/batches[.]ts$)|application/(consumers/|system/run-aggregate[.]ts$)|consumers/index[.]ts$|domain/modelling/process(es/|[.]ts$))',
        reachable: false,
      },
    ),
    rule(
      'nothing-stands-alone',
      'Nothing imports this file and it imports nothing. Use it or delete it.',
      {
        orphan: true,
        // Azurite imports the stubs, from node_modules.
        pathNot:
          '[.]d[.]ts$|(^|/)[^/]+[.]config[.](js|mjs|ts)$|^[.]dependency-cruiser[.]mjs$|^(test|local/[^/]+/test|tools/stubs)/',
      },
      {},
    ),
    rule(
      'production-dependencies-are-declared',
      'It would be missing in Azure: a development dependency, or one that package.json does not name. Ask for it under "dependencies", with a line in docs/decisions/0008-dependencies.md.',
      { path: inProduction },
      { dependencyTypes: ['npm-dev', 'npm-optional', 'npm-no-pkg', 'npm-unknown', 'npm-bundled'] },
    ),
    rule(
      'imports-are-declared',
      'package.json does not name this package; it is here only because another one brought it. Declare it, or do without.',
      // An app that a spec runs in the local host has a package.json of its own.
      { path: besideProduction, pathNot: '^(test|local/[^/]+/test)/.*apps/' },
      { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    ),
    rule(
      'imports-lead-somewhere',
      'This import resolves to nothing. Mend the path (relative imports carry their extension).',
      // The Functions host provides @azure/functions-core at run time; it is not a package.
      {},
      { couldNotResolve: true, pathNot: '^@azure/functions-core$' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: '(^|/)node_modules/' },
    exclude: { path: '^(dist|coverage|[.]annal|local/[^/]+/dist)/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
