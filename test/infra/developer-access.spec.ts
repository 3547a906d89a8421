import { describe, expect, it } from 'vitest';
import cosmos from '../../infra/cosmos.json' with { type: 'json' };
import { checker, expandWith, ofType, type Expansion } from './expanded-deployment.ts';

const AZURE_PRINCIPAL_ID = '11111111-2222-3333-4444-555555555555';

const rolesOf = (deployment: Expansion) =>
  [
    ...ofType(deployment, 'Authorization/roleAssignments'),
    ...ofType(deployment, 'DocumentDB/databaseAccounts/sqlRoleAssignments'),
  ]
    .map((each) => JSON.stringify(each))
    .filter((each) => each.includes(`"principalId":"${AZURE_PRINCIPAL_ID}"`));

describe.runIf(checker !== undefined)(
  'A person who develops against the cloud, where BICEP_CHECK names a checker,',
  () => {
    const open = { DEVELOPER_ACCESS: 'true', AZURE_PRINCIPAL_ID };

    it('has no right to data by default, not even the person who deploys', async () => {
      expect(rolesOf(await expandWith({ AZURE_PRINCIPAL_ID }))).toEqual([]);
    });

    it('gets the rights of the app, container by container: the history can be added to, and not be changed', async () => {
      const containers = cosmos.containers.map(({ name }) => `/colls/${name}"`);
      const roles = rolesOf(await expandWith(open));
      for (const scope of [
        ...containers,
        '/keys/personal-data',
        '/topics/events',
        '/queues/deadlines',
        '/containers/archive',
      ])
        expect(roles.filter((role) => role.includes(scope)).length, scope).toBeGreaterThan(0);
      const ofHistories = roles.filter((role) => role.includes('/colls/events"'));
      expect(ofHistories.map((role) => /dbs\/([^/]+)\/colls/.exec(role)?.[1])).toEqual(['annal', 'annal-billing']);
      for (const role of ofHistories) expect(role).not.toContain('00000000-0000-0000-0000-000000000002');
      expect(
        roles.every((role) => role.includes('sqlRoleAssignments') || role.includes('"principalType":"User"')),
      ).toBe(true);
    });

    it.each([[{ ...open, LOCK_DATA: 'true' }], [{ DEVELOPER_ACCESS: 'true' }]])(
      'is refused with %j',
      async (chosen) => {
        const { problems } = await expandWith(chosen);
        expect(JSON.stringify(problems)).toContain('DEVELOPER_ACCESS is for an environment of your own');
      },
    );
  },
);
