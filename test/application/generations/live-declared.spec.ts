import { describe, expect, it } from 'vitest';
import { liveGenerations } from '../../../application/generations/live-generations.ts';
import { run } from '../../../application/system/run.ts';
import { StoreUnavailable } from '../../../application/streams/event-store.ts';
import type { Facts } from '../../../application/tracing.ts';
import { notTraced } from '../../../application/tracing.ts';
import { system } from '../../../domain/modelling/system.ts';
import { formerGeneration } from '../../../domain/modelling/generation.ts';
import { declareView } from '../../../domain/modelling/view.ts';
import { ledgerInNew, ledgerInTwo, measuredSheets } from '../../support/ledger/generations.ts';
import { ledger, sheets } from '../../support/ledger/index.ts';
import { memoryCapabilities } from '../../support/memory-capabilities.ts';

const why = { actor: 'olga', reason: 'it is built' };
const thirdSheets = declareView({
  ...measuredSheets,
  name: 'sheets',
  generation: 3,
  former: formerGeneration(measuredSheets, (each) => each),
});
const onlyThird = system({ ...sheets, views: [declareView({ ...measuredSheets, name: 'sheets', generation: 3 })] });

const refusal =
  'Generation 1 of sheets is the one that is read, and this build does not declare it, but generation 2. Deploy a build ' +
  'that declares generation 1 as the former one, switch with "npm run views -- switch sheets", and remove it from the ' +
  'code after that.';

const stored = () => memoryCapabilities(() => '2026-05-04T10:00:00.000Z').capabilities;

/** Starts these builds one after the other over the same stores. */
const start = async (capabilities: ReturnType<typeof stored>, ...builds: readonly Parameters<typeof run>[0][]) => {
  for (const build of builds) await run(build, capabilities).generations.assertLiveDeclared();
};

describe('A build without the live generation of a view', () => {
  it('does not start where readers would get a newer one, to which nobody has ever switched', async () => {
    const capabilities = stored();
    await start(capabilities, ledger, ledgerInTwo);
    await expect(start(capabilities, ledgerInNew)).rejects.toThrow(refusal);
  });

  it('does not start where operators went back to the former one', async () => {
    const capabilities = stored();
    await start(capabilities, ledgerInTwo);
    const { switchTo, switchBack } = run(ledgerInTwo, capabilities).generations;
    await switchTo({ view: 'sheets', ...why, isForced: true });
    await start(capabilities, ledgerInNew);
    await switchBack({ view: 'sheets', ...why });
    await expect(start(capabilities, ledgerInNew)).rejects.toThrow(refusal);
  });

  it('does not start where it has an older and a newer one', async () => {
    const capabilities = stored();
    await start(capabilities, ledgerInTwo);
    await run(ledgerInTwo, capabilities).generations.switchTo({ view: 'sheets', ...why, isForced: true });
    await start(capabilities, system({ ...sheets, views: [thirdSheets] }), ledgerInNew);
    await expect(start(capabilities, onlyThird)).rejects.toThrow('Generation 2 of sheets');
  });

  it('starts where it is older than the live one, as it was rolled back to', async () => {
    const capabilities = stored();
    await start(capabilities, ledgerInTwo);
    await run(ledgerInTwo, capabilities).generations.switchTo({ view: 'sheets', ...why, isForced: true });
    await expect(start(capabilities, ledger)).resolves.toBeUndefined();
  });

  it('starts in a new environment, where nothing is live but what it declares', async () => {
    await expect(start(stored(), ledgerInNew, ledgerInNew, ledgerInTwo)).resolves.toBeUndefined();
  });
});

describe('The first build with two generations', () => {
  it('registers the first one as live, once, which is no switch that would have to settle', async () => {
    const capabilities = stored();
    await Promise.all([start(capabilities, ledgerInTwo), start(capabilities, ledgerInTwo)]);
    expect((await capabilities.viewRegistry.find('sheets'))?.registered).toMatchObject({ live: 1, previous: 1 });
    const live = liveGenerations({ ...capabilities, registry: capabilities.viewRegistry });
    expect(await live.of('sheets', [2, 1])).toEqual({ generation: 1 });
    const { switchTo } = run(ledgerInTwo, capabilities).generations;
    expect(await switchTo({ view: 'sheets', ...why, isForced: true })).toMatchObject({ live: 2, previous: 1 });
  });
});

it('An outage of the registry keeps no build from starting, and is logged', async () => {
  const facts: Facts[] = [];
  const capabilities = {
    ...stored(),
    viewRegistry: {
      find: () => Promise.reject(new StoreUnavailable('It does not answer.')),
      save: () => Promise.reject(new StoreUnavailable('It does not answer.')),
    },
    tracing: { ...notTraced, log: (fact: Facts) => void facts.push(fact) },
  };
  await start(capabilities, ledgerInNew);
  expect(facts).toMatchObject([{ event: 'live-generation-unknown', view: 'sheets' }]);
});

it('A build whose views all have one generation reads no registry to start', async () => {
  const viewRegistry = { ...stored().viewRegistry, find: () => expect.fail('It was read.') };
  await start({ ...stored(), viewRegistry }, ledger);
});
