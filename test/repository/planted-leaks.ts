import { use, type Leak } from './planted-leak.ts';
import { viewRooms, viewsPermitted } from './planted-view-leaks.ts';

const vendor = (name: string): Readonly<Record<string, string>> => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
  [`node_modules/${name}/index.js`]: 'module.exports = {};\n',
});

const workspace = (name: string, dependencies: object, devDependencies: object): Readonly<Record<string, string>> => ({
  [`local/${name}/package.json`]: JSON.stringify({
    name: `local-${name}`,
    version: '1.0.0',
    type: 'module',
    exports: { '.': './index.ts' },
    dependencies,
    devDependencies,
  }),
});

/** A small system that breaks nothing: each layer uses what it may use. Leaks are planted into it. */
export const permitted: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    type: 'module',
    dependencies: { zod: '1.0.0', '@azure/cosmos': '1.0.0', '@azure/functions': '1.0.0' },
    devDependencies: { rhea: '1.0.0', vitest: '1.0.0', 'local-cosmos': '1.0.0', 'local-server': '1.0.0' },
  }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { module: 'nodenext', allowImportingTsExtensions: true, noEmit: true },
  }),
  ...vendor('zod'),
  ...vendor('@azure/cosmos'),
  ...vendor('@azure/functions'),
  ...vendor('rhea'),
  ...vendor('vitest'),
  ...vendor('undeclared'),
  'domain/money.ts': use('zod'),
  'domain/order/index.ts': use('./decide.ts'),
  'domain/modelling/aggregate.ts': use('zod'),
  'domain/order/decide.ts': use('../money.ts', '../modelling/aggregate.ts'),
  'domain/cart/index.ts': use('../money.ts'),
  'domain/order/contracts.ts': use('zod'),
  'domain/contracts.ts': use('./order/contracts.ts'),
  'application/place-order.ts': use('../domain/modelling/aggregate.ts', './event-store.ts', 'zod'),
  'application/event-store.ts': use('../domain/modelling/aggregate.ts'),
  'application/tracing.ts': use('./callers/caller.ts'),
  'application/callers/caller.ts': use('zod'),
  'application/streams/commit.ts': use('../tracing.ts', '../callers/caller.ts'),
  'application/feed/deliver.ts': use('../streams/commit.ts', '../tracing.ts'),
  'application/privacy/keys.ts': use('../feed/deliver.ts', '../streams/commit.ts'),
  'application/commands/handle.ts': use('../streams/commit.ts', '../privacy/keys.ts'),
  'application/views/project.ts': use('../feed/deliver.ts'),
  ...viewsPermitted,
  'application/unique-values/reserve.ts': use('../commands/handle.ts', '../privacy/keys.ts'),
  'application/operations/replay.ts': use('../feed/deliver.ts', '../views/project.ts'),
  'application/generations/switch.ts': use(
    '../views/project.ts',
    '../views/documents/document.ts',
    '../views/totals/total.ts',
  ),
  'application/system/run.ts': use(
    '../operations/replay.ts',
    '../unique-values/reserve.ts',
    '../generations/switch.ts',
    ...viewRooms.map((path) => `../views/${path}`),
    './limits.ts',
  ),
  'application/system/limits.ts': use('zod', '../processes/carry-out.ts'),
  'application/messages/cloud-event.ts': use('zod'),
  'application/undeliverable.ts': 'export {};\n',
  'application/consumers/run-consumer.ts': use('../messages/cloud-event.ts', '../undeliverable.ts'),
  'consumers/email/mailer.ts': use(
    '../../domain/contracts.ts',
    '../../application/messages/cloud-event.ts',
    '../../application/consumers/run-consumer.ts',
    './mail.ts',
  ),
  'consumers/email/mail.ts': use('zod'),
  'consumers/billing/invoice.ts': use('zod'),
  'adapters/email/mails.ts': use('../../consumers/email/mail.ts', '@azure/cosmos'),
  'adapters/memory/store.ts': use('../../application/event-store.ts'),
  'adapters/cosmos/store.ts': use('../../application/event-store.ts', '@azure/cosmos', 'node:crypto'),
  'adapters/azure-functions/route.ts': use('@azure/functions'),
  'adapters/blob/archive.ts': use('../../application/event-store.ts'),
  'functions/composition.ts': use(
    '../adapters/cosmos/store.ts',
    '../domain/order/index.ts',
    '../domain/cart/index.ts',
    '../application/place-order.ts',
    '../application/system/run.ts',
  ),
  'functions/http/place-order.ts':
    use('../composition.ts', '../../adapters/azure-functions/route.ts') + "import type {} from '@azure/functions';\n",
  'functions/archive/orders.ts': use('../composition.ts', '../../adapters/blob/archive.ts'),
  'functions/timers/wake.ts': use('../composition.ts'),
  'functions/consumers/email.ts': use('../../consumers/email/mailer.ts', '../../adapters/email/mails.ts'),
  'functions/consumers/billing.ts': use('../../consumers/billing/invoice.ts'),
  ...workspace('cosmos', { 'local-server': '1.0.0', '@azure/cosmos': '1.0.0' }, { rhea: '1.0.0', vitest: '1.0.0' }),
  'local/cosmos/index.ts': use('local-server', 'node:sqlite', '@azure/cosmos', '@azure/functions-core'),
  'local/cosmos/start.ts': use('./index.ts'),
  'local/cosmos/keys.ts': use('./index.ts'),
  'local/cosmos/test/index.spec.ts': use('../index.ts', 'rhea', 'vitest'),
  ...workspace('server', {}, {}),
  'local/server/index.ts': use('node:net'),
  ...workspace('identity', { 'local-server': '1.0.0' }, {}),
  'local/identity/index.ts': use('local-server'),
  'local/start.ts': use('local-server', 'local-cosmos', './start/ports.ts', '../scripts/build.ts'),
  'local/start/ports.ts': use('local-server'),
  'scripts/build.ts': use('../adapters/cosmos/store.ts', '../domain/order/index.ts'),
  'test/support/clock.ts': 'export {};\n',
  'test/support/ledger/index.ts': use('../../../domain/modelling/aggregate.ts'),
  'test/support/shop.ts': use('../../domain/money.ts', './ledger/index.ts'),
  'test/application/commands.spec.ts': use('../../application/commands/handle.ts', '../support/ledger/index.ts'),
  'test/adapters/email/mails.spec.ts': use('../../../consumers/email/mail.ts'),
  'test/place-order.spec.ts': use(
    'vitest',
    '@azure/cosmos',
    './support/clock.ts',
    '../domain/order/decide.ts',
    'local-cosmos',
  ),
};

/** What npm makes of the workspaces: the name of each leads to its folder. */
export const linked: Readonly<Record<string, string>> = Object.fromEntries(
  ['cosmos', 'identity', 'server'].map((name) => [`node_modules/local-${name}`, `../local/${name}`]),
);

/** At least one leak for every rule, each in a file of its own. The leaks that hide best are planted as imports of types. */
export const leaks: readonly Leak[] = [
  {
    files: { 'domain/order/decide.ts': use('../money.ts', 'node:process') + "import type {} from '@azure/cosmos';\n" },
    breaks: [
      'domain-is-pure: domain/order/decide.ts -> process',
      'domain-is-pure: domain/order/decide.ts -> node_modules/@azure/cosmos/index.js',
    ],
  },
  {
    files: { 'domain/cart/index.ts': "import type {} from '../order/index.ts';\n" },
    breaks: ['aggregates-are-strangers: domain/cart/index.ts -> domain/order/index.ts'],
  },
  {
    files: {
      'functions/composition.ts': use(
        '../adapters/cosmos/store.ts',
        '../domain/order/index.ts',
        '../domain/cart/index.ts',
        '../domain/order/decide.ts',
        '../application/place-order.ts',
        '../application/system/run.ts',
      ),
    },
    breaks: ['aggregates-have-one-door: functions/composition.ts -> domain/order/decide.ts'],
  },
  {
    files: { 'domain/order/contracts.ts': use('zod', '../money.ts') },
    breaks: ['contracts-stand-alone: domain/order/contracts.ts -> domain/money.ts'],
  },
  {
    files: { 'application/event-store.ts': use('node:crypto') + "import type {} from '@azure/cosmos';\n" },
    breaks: [
      'application-knows-no-vendor: application/event-store.ts -> crypto',
      'application-knows-no-vendor: application/event-store.ts -> node_modules/@azure/cosmos/index.js',
    ],
  },
  {
    files: { 'adapters/memory/store.ts': "import type {} from '../../domain/order/index.ts';\n" },
    breaks: ['the-engine-runs-any-business: adapters/memory/store.ts -> domain/order/index.ts'],
  },
  {
    files: { 'application/callers/caller.ts': use('zod') + "import type {} from '../messages/cloud-event.ts';\n" },
    breaks: ['loose-files-know-no-room: application/callers/caller.ts -> application/messages/cloud-event.ts'],
  },
  {
    files: {
      'application/streams/commit.ts': use('../tracing.ts') + "import type {} from '../messages/cloud-event.ts';\n",
    },
    breaks: ['streams-are-the-foundation: application/streams/commit.ts -> application/messages/cloud-event.ts'],
  },
  {
    files: {
      'application/feed/deliver.ts':
        use('../streams/commit.ts') + "import type {} from '../messages/cloud-event.ts';\n",
    },
    breaks: ['the-feed-knows-no-subscriber: application/feed/deliver.ts -> application/messages/cloud-event.ts'],
  },
  {
    files: {
      'application/privacy/keys.ts': use('../feed/deliver.ts') + "import type {} from '../messages/cloud-event.ts';\n",
    },
    breaks: ['privacy-is-below-what-it-protects: application/privacy/keys.ts -> application/messages/cloud-event.ts'],
  },
  {
    files: {
      'application/views/project.ts': use('../feed/deliver.ts') + "import type {} from '../commands/handle.ts';\n",
    },
    breaks: ['rooms-are-strangers: application/views/project.ts -> application/commands/handle.ts'],
  },
  {
    files: {
      'application/unique-values/reserve.ts':
        use('../commands/handle.ts') + "import type {} from '../views/project.ts';\n",
    },
    breaks: ['uniqueness-stands-on-commands: application/unique-values/reserve.ts -> application/views/project.ts'],
  },
  {
    files: {
      'application/generations/switch.ts':
        use('../views/project.ts') + "import type {} from '../commands/handle.ts';\n",
    },
    breaks: ['generations-stand-on-views: application/generations/switch.ts -> application/commands/handle.ts'],
  },
  {
    files: {
      'application/operations/replay.ts': use('../feed/deliver.ts') + "import type {} from '../system/limits.ts';\n",
    },
    breaks: ['only-the-system-puts-rooms-together: application/operations/replay.ts -> application/system/limits.ts'],
  },
  {
    files: { 'adapters/blob/archive.ts': use('../../functions/composition.ts') },
    breaks: ['adapters-do-not-look-up: adapters/blob/archive.ts -> functions/composition.ts'],
  },
  {
    files: {
      'functions/archive/orders.ts': use('../../adapters/blob/archive.ts') + "import type {} from '@azure/cosmos';\n",
    },
    breaks: ['functions-wire-and-do-not-talk: functions/archive/orders.ts -> node_modules/@azure/cosmos/index.js'],
  },
  {
    files: { 'functions/timers/wake.ts': use('@azure/functions') },
    breaks: [
      'functions-register-through-the-adapter: functions/timers/wake.ts -> node_modules/@azure/functions/index.js',
    ],
  },
  {
    files: { 'scripts/build.ts': use('@azure/cosmos', './nowhere.ts') },
    breaks: [
      'scripts-speak-through-the-front-door: scripts/build.ts -> node_modules/@azure/cosmos/index.js',
      'imports-lead-somewhere: scripts/build.ts -> ./nowhere.ts',
    ],
  },
  {
    files: {
      'local/cosmos/start.ts': use('./index.ts') + "import type {} from '../../application/place-order.ts';\n",
      'local/cosmos/test/index.spec.ts': use('../index.ts', 'vitest', '../../../test/support/clock.ts'),
    },
    breaks: [
      'local-knows-nothing-of-the-application: local/cosmos/start.ts -> application/place-order.ts',
      'local-knows-nothing-of-the-application: local/cosmos/test/index.spec.ts -> test/support/clock.ts',
    ],
  },
  {
    files: { 'local/cosmos/keys.ts': "import type {} from 'local-identity';\n" },
    breaks: ['servers-are-strangers: local/cosmos/keys.ts -> local/identity/index.ts'],
  },
  {
    files: { 'local/cosmos/by-path.ts': "import type {} from '../server/index.ts';\n" },
    breaks: ['workspaces-meet-by-name: local/cosmos/by-path.ts -> local/server/index.ts'],
  },
  {
    files: { 'local/start/ports.ts': "import type {} from '../server/index.ts';\n" },
    breaks: ['servers-have-one-door: local/start/ports.ts -> local/server/index.ts'],
  },
  {
    files: { 'local/identity/tokens.ts': use('undeclared') + "import type {} from 'rhea';\n" },
    breaks: [
      'servers-bring-what-they-need: local/identity/tokens.ts -> node_modules/undeclared/index.js',
      'servers-bring-what-they-need: local/identity/tokens.ts -> node_modules/rhea/index.js',
      'imports-are-declared: local/identity/tokens.ts -> node_modules/undeclared/index.js',
      'imports-are-declared: local/identity/tokens.ts -> node_modules/rhea/index.js',
    ],
  },
  {
    files: { 'adapters/azure-functions/route.ts': use('@azure/functions', 'local-server') },
    breaks: ['production-runs-without-the-workshop: adapters/azure-functions/route.ts -> local/server/index.ts'],
  },
  {
    files: { 'local/start/clock.ts': "import type {} from '../../test/support/clock.ts';\n" },
    breaks: ['nobody-imports-test: local/start/clock.ts -> test/support/clock.ts'],
  },
  {
    files: { 'test/adapters/cosmos/costs.spec.ts': "import type {} from '../../support/shop.ts';\n" },
    breaks: ['engine-specs-know-no-business: test/adapters/cosmos/costs.spec.ts -> domain/money.ts'],
  },
  {
    files: { 'local/start/egg.ts': use('./hen.ts'), 'local/start/hen.ts': "import type {} from './egg.ts';\n" },
    breaks: ['nothing-goes-in-circles: local/start/egg.ts -> local/start/hen.ts'],
  },
  {
    files: {
      'application/forgotten.ts': use('../domain/modelling/aggregate.ts'),
      'local/start/alone.ts': 'export {};\n',
    },
    breaks: [
      'everything-is-reached: application/forgotten.ts -> application/forgotten.ts',
      'nothing-stands-alone: local/start/alone.ts -> local/start/alone.ts',
    ],
  },
  {
    files: {
      'adapters/cosmos/store.ts':
        use('../../application/event-store.ts', 'undeclared') + "import type {} from 'rhea';\n",
    },
    breaks: [
      'production-dependencies-are-declared: adapters/cosmos/store.ts -> node_modules/undeclared/index.js',
      'production-dependencies-are-declared: adapters/cosmos/store.ts -> node_modules/rhea/index.js',
    ],
  },
];
