import { describe, expect, it } from 'vitest';
import locks from '../../infra/pipeline/locks-role.json' with { type: 'json' };
import { readText } from './bicep-files.ts';
import { checker, expand, ofType, type Expansion } from './expanded-deployment.ts';

const condition = readText('infra/pipeline/role-assignments.condition');
const lists = [...condition.matchAll(/GuidEquals \{([^}]+)\}/g)].map(([, list = '']) => list.split(', ').sort());

const assignedBy = (deployment: Expansion) => {
  const roles = ofType(deployment, 'Authorization/roleAssignments').map(({ properties }) => properties);
  const ids = roles.map((role) => (role as { roleDefinitionId: string }).roleDefinitionId.split('/').at(-1));
  return [...new Set(ids)].sort();
};

describe('The right of the pipeline to give roles', () => {
  it('is bound in the same way for giving and for taking', () => {
    expect(lists).toHaveLength(2);
    expect(lists[0]).toEqual(lists[1]);
    const bound = ['@Request', '@Resource'].map((subject) => `${subject}[Microsoft.Authorization/roleAssignments:`);
    for (const subject of bound) {
      expect(condition).toContain(`${subject}RoleDefinitionId]`);
      expect(condition).toContain(
        `${subject}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}`,
      );
    }
    expect(condition.match(/ActionMatches\{'[^']+\/(\w+)'\}/g)).toHaveLength(2);
  });

  it('reaches neither Owner nor any role that gives roles or uses other data', () => {
    const wide = ['8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'b24988ac-6180-42a0-ab88-20f7382dd24c'];
    const givers = ['18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 'f58310d9-a9f6-439a-9e8d-f62e7b41a168'];
    expect(lists[0]?.filter((role) => [...wide, ...givers].includes(role))).toEqual([]);
  });

  it('comes with one to set locks, and none to remove them', () => {
    expect(locks.Actions).toEqual(['Microsoft.Authorization/locks/read', 'Microsoft.Authorization/locks/write']);
  });

  it('is what docs/operations.md gives to each identity', () => {
    const page = readText('docs/operations.md');
    expect(page).toContain('--condition "$(cat infra/pipeline/role-assignments.condition)"');
    expect(page).toContain('infra/pipeline/locks-role.json');
  });
});

describe.runIf(checker !== undefined)('The roles that a deployment gives, where BICEP_CHECK names a checker,', () => {
  it.each([
    ['by default', []],
    ['with everything', ['production', 'private-network', 'two-regions', 'edge']],
  ])('%s are all that the pipeline may give, and no more', async (_, sets) => {
    expect(assignedBy(await expand(...sets))).toEqual(lists[0]);
  });
});
