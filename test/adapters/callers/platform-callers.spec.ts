import { describe, expect, it } from 'vitest';
import { platformCallers } from '../../../adapters/callers/index.ts';
import { byPlatform } from '../../support/tokens.ts';

const identify = (principal: string | undefined) =>
  platformCallers().identify((name) => (name === 'x-ms-client-principal' ? (principal ?? null) : null));
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');
const claims = (...pairs: readonly (readonly [string, string])[]) =>
  encoded({ auth_typ: 'aad', claims: pairs.map(([typ, val]) => ({ typ, val })) });

const longObject = 'http://schemas.microsoft.com/identity/claims/objectidentifier';
const longSubject = 'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/nameidentifier';
const longRole = 'http://schemas.microsoft.com/ws/2008/06/identity/claims/role';

describe('A caller whom the platform names', () => {
  it('has the id and the roles of the principal', async () => {
    const principal = byPlatform('4f2d', 'clerk', 'auditor')['x-ms-client-principal'];
    expect(await identify(principal)).toEqual({ id: '4f2d', roles: ['clerk', 'auditor'] });
  });

  it.each([
    [
      'claims under their long names',
      claims([longSubject, 's'], [longObject, 'o'], [longRole, 'clerk']),
      'o',
      ['clerk'],
    ],
    ['a subject only', claims([longSubject, 's']), 's', []],
    ['an application of version 1', claims(['appid', 'a'], ['roles', 'operator']), 'a', ['operator']],
    [
      'names and addresses beside the id',
      claims(['name', 'Bob'], ['sub', 's'], ['preferred_username', 'b@c.d']),
      's',
      [],
    ],
    [
      'roles under the name that the principal gives',
      encoded({
        role_typ: 'my-roles',
        claims: [
          { typ: 'oid', val: 'o' },
          { typ: 'my-roles', val: 'clerk' },
        ],
      }),
      'o',
      ['clerk'],
    ],
  ])('is known by %s', async (_, principal, id, roles) => {
    expect(await identify(principal)).toEqual({ id, roles });
  });
});

describe('A caller is unknown', () => {
  it('when the request did not come through the platform', async () => {
    await expect(identify(undefined)).rejects.toMatchObject({ name: 'CallerUnknown', hasProof: false });
  });

  it.each([
    ['when the header is not JSON', Buffer.from('bob').toString('base64')],
    ['when the principal has no claims', encoded({ userId: '7', userDetails: 'bob' })],
    ['when the principal has only a name', claims(['name', 'Bob'])],
  ])('%s', async (_, principal) => {
    await expect(identify(principal)).rejects.toMatchObject({ name: 'CallerUnknown', hasProof: true });
  });
});
