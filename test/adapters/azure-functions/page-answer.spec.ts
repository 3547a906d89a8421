import { describe, expect, it } from 'vitest';
import { pageAnswer, prefersPage } from '../../../adapters/azure-functions/page-answer.ts';

describe('a page', () => {
  it.each([
    ['text/html', true],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', true],
    ['application/json;q=0.5, TEXT/HTML ; Q=0.9', true],
    ['text/*, application/json;q=0.1', true],
    [null, false],
    ['', false],
    ['*/*', false],
    ['application/json, text/html;q=0.9', false],
    ['text/html;q=0, */*', false],
    ['text/html;q=nonsense', false],
    ['text/html;q=2', false],
  ])('is preferred by the Accept header %j: %s', (accept, isPreferred) =>
    expect(prefersPage(accept)).toBe(isPreferred),
  );

  it('runs nothing, loads nothing, is shown in no other page, and is kept by no cache', () => {
    const { headers, body } = pageAnswer('<p>');
    expect(body).toBe('<p>');
    expect(headers).toMatchObject({ 'cache-control': 'private, no-store', vary: 'accept' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'.*frame-ancestors 'none'/);
    expect(headers['content-security-policy']).not.toMatch(/script/);
  });
});
