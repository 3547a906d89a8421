import { parseTopology } from '@annal/local-service-bus';
import { describe, expect, it } from 'vitest';
import serviceBus from '../../infra/service-bus.json' with { type: 'json' };

import { declaredTopics } from '../../scripts/catalogue/topics.ts';

const { queues, topics } = parseTopology(serviceBus);
const subscriptions = topics.flatMap((topic) => topic.subscriptions);
const days = (count: number) => count * 24 * 60 * 60 * 1000;

describe('infra/service-bus.json', () => {
  it('declares one topic, for there is one setting that names it, and the queue of deadlines', () => {
    expect([...queues, ...topics].map(({ name }) => name)).toEqual(['deadlines', 'events']);
  });

  it('lets a hint at a deadline go after a few minutes, and be no dead letter: the sweep has found it by then', () => {
    for (const { properties } of queues) {
      expect(properties.requiresDuplicateDetection).toBe(true);
      expect(properties.requiresSession).toBeFalsy();
      expect(properties.deadLetteringOnMessageExpiration).toBeFalsy();
      expect(properties.defaultMessageTimeToLive).toBeLessThanOrEqual(days(1 / 24));
    }
  });

  it('drops repeated messages of a topic for at least an hour and at most the week that Azure allows', () => {
    for (const { properties } of topics) {
      expect(properties.requiresDuplicateDetection).toBe(true);
      expect(properties.duplicateDetectionHistoryTimeWindow).toBeGreaterThanOrEqual(days(1 / 24));
      expect(properties.duplicateDetectionHistoryTimeWindow).toBeLessThanOrEqual(days(7));
    }
  });

  it('dead-letters messages that could not be handled, in every subscription', () => {
    for (const { properties } of subscriptions)
      expect(properties).toMatchObject({
        deadLetteringOnMessageExpiration: true,
        deadLetteringOnFilterEvaluationExceptions: true,
      });
  });

  it('keeps messages of one stream in order, and no lock longer than the five minutes of Azure', () => {
    for (const { properties } of subscriptions) {
      expect(properties.requiresSession).toBe(true);
      expect(properties.lockDuration).toBeLessThanOrEqual(5 * 60 * 1000);
    }
  });

  it('names the rule of each subscription $Default: one of another name would be added to the one that lets every message pass', () => {
    expect(subscriptions.map(({ rules }) => rules.map(({ name }) => name))).toEqual(
      subscriptions.map(() => ['$Default']),
    );
  });

  it('has filters of at most 1,024 characters, as Azure takes no longer ones', () => {
    for (const { rules } of declaredTopics.topics.flatMap((topic) => topic.subscriptions))
      for (const { properties } of rules) expect(properties.sqlFilter.sqlExpression.length).toBeLessThanOrEqual(1_024);
  });

  it('has names that Azure takes', () => {
    for (const { name } of subscriptions) expect(name).toMatch(/^[a-z][a-z0-9-]{0,49}$/);
  });
});
