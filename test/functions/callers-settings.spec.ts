import { describe, expect, it } from 'vitest';
import { readConfig } from '../../functions/configuration.ts';
import { someSettings } from '../../scripts/catalogue/some-settings.ts';

const issuer = 'https://login.microsoftonline.com/7f1e/v2.0';
const byToken = { ...someSettings, CALLERS: 'jwt', CALLERS_ISSUER: issuer, CALLERS_AUDIENCE: 'annal' };
const atHome = { ...byToken, CALLERS_ISSUER: 'http://127.0.0.1:8082' };
const inAzure = { WEBSITE_INSTANCE_ID: 'a1', WEBSITE_SKU: 'FlexConsumption', WEBSITE_HOSTNAME: 'f.azurewebsites.net' };

const byPlatform = {
  ...someSettings,
  ...inAzure,
  CALLERS: 'platform',
  CALLERS_ISSUER: undefined,
  CALLERS_AUDIENCE: undefined,
  PERSONAL_DATA_KEY: 'https://annal.vault.azure.net/keys/personal-data',
};

describe('The settings of callers', () => {
  it('name the issuer of tokens and whom they must be for, one or several', () => {
    expect(readConfig({ ...byToken, CALLERS_AUDIENCE: 'annal, api://annal' }).callers).toEqual({
      by: 'jwt',
      issuer,
      audiences: ['annal', 'api://annal'],
    });
  });

  it.each(['True', 'true'])('leave it to the platform, which needs no issuer, where it says "%s"', (enabled) => {
    expect(readConfig({ ...byPlatform, WEBSITE_AUTH_ENABLED: enabled }).callers).toEqual({ by: 'platform' });
  });

  it.each(['False', '', undefined])(
    'do not leave it to the platform whose authentication is off: anybody could send its header (%s)',
    (enabled) => {
      expect(() => readConfig({ ...byPlatform, WEBSITE_AUTH_ENABLED: enabled })).toThrow(
        /CALLERS is "platform", but App Service Authentication is off.*switch it on, or set CALLERS to "jwt"/,
      );
    },
  );

  it('refuse "platform" on a developer’s machine, which has no such platform', () => {
    expect(() => readConfig({ ...byToken, CALLERS: 'platform', WEBSITE_AUTH_ENABLED: 'True' })).toThrow(
      /CALLERS is "platform", which only Azure has: set it to "jwt"/,
    );
  });

  it('that are missing are all named', () => {
    expect(() => readConfig({ ...byPlatform, CALLERS: 'jwt' })).toThrow(
      /CALLERS_ISSUER must be the address[^]*CALLERS_AUDIENCE is missing/,
    );
    expect(() => readConfig({ ...someSettings, CALLERS: undefined })).toThrow(/CALLERS must be "jwt"[^]*or "platform"/);
  });

  it.each([
    ['CALLERS', 'anybody'],
    ['CALLERS_ISSUER', 'login.microsoftonline.com'],
    ['CALLERS_ISSUER', 'ftp://login.example'],
    ['CALLERS_ISSUER', 'https://login.example?tenant=1'],
    ['CALLERS_AUDIENCE', ''],
    ['CALLERS_AUDIENCE', 'annal,'],
  ])('are refused with %s "%s"', (name, value) => {
    expect(() => readConfig({ ...byToken, [name]: value })).toThrow(name);
  });
});

describe('An issuer of development identities', () => {
  it('is accepted on a developer’s machine, also under the Core Tools', () => {
    expect(readConfig(atHome).callers).toMatchObject({ issuer: 'http://127.0.0.1:8082' });
    expect(readConfig({ ...atHome, WEBSITE_HOSTNAME: 'localhost:7071' }).callers).toMatchObject({ by: 'jwt' });
  });

  it.each(Object.entries(inAzure))('is refused in Azure, by %s alone', (name, value) => {
    expect(() => readConfig({ ...atHome, [name]: value })).toThrow(/CALLERS_ISSUER is a development issuer/);
  });

  it.each([
    'http://login.example',
    'https://localhost:8082',
    'https://127.0.0.1',
    'https://127.8.0.1:8082',
    'https://[::1]:8082',
    'https://[::ffff:127.0.0.1]',
    'https://0.0.0.0',
    'https://annal.localhost',
    'https://2130706433',
  ])('is refused in Azure as %s', (address) => {
    expect(() => readConfig({ ...byToken, ...inAzure, CALLERS_ISSUER: address })).toThrow(/is a development issuer/);
  });

  it('is no other that is reached over https', () => {
    const PERSONAL_DATA_KEY = 'https://annal.vault.azure.net/keys/personal-data';
    expect(readConfig({ ...byToken, ...inAzure, PERSONAL_DATA_KEY }).callers).toMatchObject({ issuer });
  });
});
