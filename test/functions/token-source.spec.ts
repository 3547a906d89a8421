import { describe, expect, it } from 'vitest';
import { tokenSourceOf } from '../../functions/token-source.ts';

const jwt = (issuer: string) => ({ by: 'jwt', issuer, audiences: ['annal'] }) as const;

describe('Where a caller gets a token', () => {
  it.each(['http://127.0.0.1:9004', 'http://localhost:8082', 'http://[::1]:8082'])(
    'is a link to the development issuer of this machine, %s',
    (issuer) => {
      const address = `${issuer}/token?name=bob&roles=clerk`;
      expect(tokenSourceOf(jwt(issuer))).toContain(`[${address}](${address})`);
    },
  );

  it('is Entra ID in Azure, without naming the directory or the audience to everybody who opens the page', () => {
    const text = tokenSourceOf(jwt('https://login.microsoftonline.com/7f1e/v2.0'));
    expect(text).toContain('Entra ID');
    expect(text).not.toMatch(/7f1e|annal/);
  });

  it('is the identity provider in front, where App Service Authentication is on', () => {
    expect(tokenSourceOf({ by: 'platform' })).toContain('identity provider in front');
  });
});
