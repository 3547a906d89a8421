import { beforeAll, describe, expect, it } from 'vitest';
import background from '../../infra/functions.json' with { type: 'json' };
import serviceBus from '../../infra/service-bus.json' with { type: 'json' };
import { registeredApp } from '../../scripts/catalogue/registered-app.ts';
import { readText } from './bicep-files.ts';
import { checker, expand, expandWith, ofType, type Expansion } from './expanded-deployment.ts';

const scalingOf = (deployment: Expansion) => {
  const [app] = ofType(deployment, 'Web/sites');
  return (app?.['properties'] as { functionAppConfig: { scaleAndConcurrency: unknown } }).functionAppConfig
    .scaleAndConcurrency;
};

/** Reader, and what lets its holder delete and change topics. */
const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
const dataOwner = '090c5cfd-751d-490a-894a-3ce6f1109419';

describe('infra/functions.json', () => {
  it('lists every function that no request starts: each is a group that scales, and is billed, by itself', async () => {
    const started = (await registeredApp()).filter(({ trigger }) => trigger['type'] !== 'httpTrigger');
    expect([...background.followers, ...background.consumers, ...background.timers].sort()).toEqual(
      started.map(({ name }) => name).sort(),
    );
  });
});

describe('docs/scale.md', () => {
  const page = readText('docs/scale.md');
  const { followers, consumers, timers } = background;
  const groups = 1 + followers.length + consumers.length + timers.length;

  it('counts readers and groups with the functions that there are', () => {
    expect(page).toContain(`figures are of the ${followers.length} that there are today`);
    expect(page).toContain(`readers (${followers.length} feed functions × ranges)`);
    expect(page).toMatch(
      new RegExp(
        `${followers.length} × 1 = ${followers.length} +${followers.length} × 53 = ${followers.length * 53}\n`,
      ),
    );
    expect(page).toContain(`\`f\` the feed functions (${followers.length})`);
    expect(page).toContain(`(1 + ${followers.length} + ${consumers.length} + ${timers.length} = ${groups})`);
  });

  it.each(['docs/scale.md', 'docs/deploy.md'])(
    'prices as many groups that are always ready as there are: %s',
    (path) => {
      expect(readText(path)).toContain(
        path === 'docs/scale.md' ? `\`g × 2 × 21\` = ${groups * 42}` : `${groups * 42} (${groups} groups`,
      );
    },
  );
});

describe.runIf(checker !== undefined)('The scaling of the app, where BICEP_CHECK names a checker,', () => {
  let production: Expansion;

  beforeAll(async () => {
    production = await expand('production');
  });

  it('has ready instances for every group of functions, consumers and timers included: with zones each is billed for two anyway', () => {
    const functions = [...background.followers, ...background.consumers, ...background.timers].map(
      (name) => `function:${name}`,
    );
    expect(background.consumers).toContain('SendMails');
    expect(scalingOf(production)).toMatchObject({
      alwaysReady: ['http', ...functions].map((name) => ({ name, instanceCount: 2 })),
    });
  });

  it.each([
    ['512', 8],
    ['2048', 32],
    ['4096', 64],
  ])('gives an instance of %s MB %i requests at a time', async (INSTANCE_MEMORY, perInstanceConcurrency) => {
    const deployment = await expandWith({ INSTANCE_MEMORY });
    expect(scalingOf(deployment)).toMatchObject({ triggers: { http: { perInstanceConcurrency } } });
  });

  it('may count the messages that wait: it reads each queue, and each topic with its subscriptions, and changes none', () => {
    const roles = ofType(production, 'Authorization/roleAssignments');
    const scopes = (id: string) => roles.filter((role) => JSON.stringify(role).includes(id)).map(({ scope }) => scope);
    expect(scopes(reader).map((scope) => String(scope).split('/').slice(-2))).toEqual([
      ...serviceBus.queues.map(({ name }) => ['queues', name]),
      ...serviceBus.topics.map(({ name }) => ['topics', name]),
    ]);
    expect(scopes(dataOwner)).toEqual([]);
  });
});
