import { describe, expect, it } from 'vitest';
import { maximumBodyBytes } from '../../adapters/azure-functions/json-body.ts';
import { bicepFile } from './bicep-files.ts';
import { checker, expand, expandWith, ofType, type Expansion } from './expanded-deployment.ts';

const { code } = bicepFile('edge.bicep');
const tooLarge = new RegExp(/aboveOneMebibyte = '([^']+)'/.exec(code)?.[1] ?? '');

describe('The firewall of the edge', () => {
  it.each([1, 999_999, maximumBodyBytes - 1, maximumBodyBytes])('lets pass a body of %i bytes', (length) => {
    expect(tooLarge.test(String(length))).toBe(false);
  });

  it.each([1, 2, 10, 100, 1_000, 10_000, 100_000, 951_424, 1_000_000, 8_000_000, 100_000_000])(
    'blocks a body of %i bytes more than the app takes',
    (more) => {
      expect(tooLarge.test(String(maximumBodyBytes + more))).toBe(true);
    },
  );
});

describe.runIf(checker !== undefined)('The edge, where BICEP_CHECK names a checker,', () => {
  const withEdge = () => expand('production', 'edge');
  const siteOf = (deployment: Expansion) => ofType(deployment, 'Web/sites')[0];
  const rulesOf = (deployment: Expansion) => {
    const [policy] = ofType(deployment, 'Network/FrontDoorWebApplicationFirewallPolicies');
    return (policy?.['properties'] as { customRules: { rules: unknown } }).customRules.rules;
  };

  it('limits each address, and the size of each request', async () => {
    const { resources, problems } = await withEdge();
    expect(problems).toEqual([]);
    expect(rulesOf({ resources, problems })).toMatchObject([
      { name: 'TooLarge', action: 'Block', matchConditions: [{ selector: 'Content-Length', operator: 'RegEx' }] },
      {
        name: 'TooMany',
        action: 'Block',
        ruleType: 'RateLimitRule',
        rateLimitThreshold: 3000,
        rateLimitDurationInMinutes: 5,
        groupBy: [{ variableName: 'SocketAddr' }],
      },
    ]);
  });

  it('has the firewall in front of every path', async () => {
    expect(ofType(await withEdge(), 'Cdn/profiles/securityPolicies')).toMatchObject([
      { properties: { parameters: { associations: [{ patternsToMatch: ['/*'] }] } } },
    ]);
  });

  it('is the only way to the app: its own addresses, and its own id in each request', async () => {
    const site = siteOf(await withEdge());
    expect(site).toMatchObject({
      properties: {
        siteConfig: {
          minTlsVersion: '1.2',
          ipSecurityRestrictionsDefaultAction: 'Deny',
          ipSecurityRestrictions: [{ action: 'Allow', tag: 'ServiceTag', ipAddress: 'AzureFrontDoor.Backend' }],
          scmIpSecurityRestrictionsUseMain: false,
        },
      },
    });
    expect(JSON.stringify(site)).toMatch(/"x-azure-fdid":\["\[.*frontDoorId/);
  });

  it('speaks HTTPS alone, and caches nothing', async () => {
    const [route] = ofType(await withEdge(), 'Cdn/profiles/afdEndpoints/routes');
    expect(route).toMatchObject({ properties: { supportedProtocols: ['Https'], forwardingProtocol: 'HttpsOnly' } });
    expect(JSON.stringify(route)).not.toContain('cacheConfiguration');
  });

  it('is absent unless it is asked for; then everybody may call the app, and its token is what counts', async () => {
    const without = await expandWith({});
    expect(without.resources.filter(({ type }) => /Cdn|FrontDoor/.test(type))).toEqual([]);
    expect(siteOf(without)).toMatchObject({
      properties: { siteConfig: { ipSecurityRestrictionsDefaultAction: 'Allow', ipSecurityRestrictions: [] } },
    });
  });
});
