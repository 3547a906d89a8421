import { describe, expect, it } from 'vitest';
import { compileFilter, type RuleFilter } from '../../filters/index.ts';
import { subject, type Properties } from './subject.ts';

type Correlation = Extract<RuleFilter, { type: 'correlation' }>;

function passes(filter: Partial<Correlation>, user: Properties, system: Properties = {}): boolean {
  return compileFilter({ type: 'correlation', system: {}, properties: {}, ...filter })(subject(user, system));
}

describe('a correlation filter', () => {
  it('passes when everything that it names is equal', () => {
    const filter = { system: { label: 'urgent', replyTo: 'x' }, properties: { level: 3, isTest: false, Region: 'eu' } };
    const user = { level: 3n, isTest: false, region: 'eu', other: 'ignored' };
    expect(passes(filter, user, { label: 'urgent', replyto: 'x' })).toBe(true);
    expect(passes(filter, { ...user, level: 4n }, { label: 'urgent', replyto: 'x' })).toBe(false);
    expect(passes(filter, user, { label: 'urgent' })).toBe(false);
  });

  it('tells cases and types apart, without failing', () => {
    expect(passes({ properties: { region: 'eu' } }, { region: 'EU' })).toBe(false);
    expect(passes({ properties: { level: '3' } }, { level: 3n })).toBe(false);
    expect(passes({ properties: { level: 3 } }, { level: '3' })).toBe(false);
    expect(passes({ properties: { level: 3 } }, { level: 3.0 })).toBe(true);
  });

  it('that names nothing passes everything, like the true filter; the false filter passes nothing', () => {
    expect(passes({}, {})).toBe(true);
    expect(compileFilter({ type: 'true' })(subject({}))).toBe(true);
    expect(compileFilter({ type: 'false' })(subject({}))).toBe(false);
  });
});
