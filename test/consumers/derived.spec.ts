import { describe, expect, it } from 'vitest';
import { consumers } from '../../consumers/index.ts';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { declaredTopics } from '../../scripts/catalogue/topics.ts';

const subscriptions = declaredTopics.topics.flatMap((topic) => topic.subscriptions);

describe.each(consumers)('The consumer $name', ({ name, containers, hears }) => {
  it('has a database of its own, with its containers and that of what waits', () => {
    const own = cosmos.furtherDatabases.find(({ database }) => database === `${cosmos.database}-${name}`);
    const names = own?.containers.map((each) => each.name) ?? [];
    expect(names).toEqual(expect.arrayContaining(['waiting', ...Object.keys(containers)]));
  });

  it('has a subscription that lets pass what it hears, and nothing else', () => {
    const rules = subscriptions.find((each) => each.name === name)?.rules ?? [];
    const expressions = rules.map(({ properties }) => properties.sqlFilter.sqlExpression);
    const contracts = Object.keys(hears).map((contract) => `'${contract}'`);
    expect(expressions).toEqual([`contract IN (${contracts.join(', ')})`]);
  });
});
