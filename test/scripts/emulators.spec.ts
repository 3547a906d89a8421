import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import emulators from '../../vitest.emulators.config.ts';
import { declaredTopics as declared } from '../../scripts/catalogue/topics.ts';
import { serviceBusEmulatorConfig } from '../../scripts/emulators/service-bus-config.ts';

// The vendor's Config-schema.json (Azure/azure-service-bus-emulator-installer), in our words: what it names, and nothing else.
const name = z.string().regex(/^[A-Za-z0-9]([\w\-./]*[A-Za-z0-9])?$/);
const seconds = (text: string): number => {
  const [, hours = '0', minutes = '0', rest = '0'] = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
  return Number(hours) * 3_600 + Number(minutes) * 60 + Number(rest);
};
const between = (least: number, most: number) =>
  z.string().refine((text) => seconds(text) >= least && seconds(text) <= most);
const rule = z.strictObject({
  Name: name,
  Properties: z.strictObject({
    FilterType: z.literal('Sql'),
    SqlFilter: z.strictObject({ SqlExpression: z.string() }),
  }),
});
const subscription = z.strictObject({
  Name: name.max(50),
  Properties: z.strictObject({
    DeadLetteringOnMessageExpiration: z.boolean(),
    DefaultMessageTimeToLive: between(300, 3_600),
    LockDuration: between(60, 300),
    MaxDeliveryCount: z.int().min(1).max(10),
    RequiresSession: z.boolean(),
  }),
  Rules: z.array(rule).max(1_000),
});
const topic = z.strictObject({
  Name: name,
  Properties: z.strictObject({
    DefaultMessageTimeToLive: between(300, 3_600),
    DuplicateDetectionHistoryTimeWindow: between(5, 300),
    RequiresDuplicateDetection: z.boolean(),
  }),
  Subscriptions: z.array(subscription).min(1).max(50),
});
const queue = z.strictObject({
  Name: name,
  Properties: z.strictObject({
    DefaultMessageTimeToLive: between(300, 3_600),
    DuplicateDetectionHistoryTimeWindow: between(5, 300),
    LockDuration: between(60, 300),
    MaxDeliveryCount: z.int().min(1).max(10),
    RequiresDuplicateDetection: z.boolean(),
  }),
});
const format = z.strictObject({
  UserConfig: z.strictObject({
    Namespaces: z
      .array(
        z.strictObject({ Name: z.literal('sbemulatorns'), Queues: z.array(queue), Topics: z.array(topic).max(50) }),
      )
      .length(1),
    Logging: z.strictObject({ Type: z.enum(['File', 'Console']) }),
  }),
});

describe('The configuration of the Service Bus emulator', () => {
  const { Queues = [], Topics = [] } = format.parse(serviceBusEmulatorConfig(declared)).UserConfig.Namespaces[0] ?? {};

  it('has every declared queue', () => {
    expect(Queues.map(({ Name }) => Name)).toEqual(declared.queues.map((each) => each.name));
  });

  it('has every declared topic and subscription, with its sessions and its filters', () => {
    expect(Topics.map(({ Name }) => Name)).toEqual(declared.topics.map((each) => each.name));
    const found = Topics.flatMap(({ Subscriptions }) => Subscriptions);
    const wanted = declared.topics.flatMap(({ subscriptions }) => subscriptions);
    expect(found.map(({ Name }) => Name)).toEqual(wanted.map((each) => each.name));
    expect(found.map(({ Properties }) => Properties.RequiresSession)).toEqual(
      wanted.map(({ properties }) => properties.requiresSession),
    );
    expect(found.map(({ Rules }) => Rules.map(({ Properties }) => Properties.SqlFilter.SqlExpression))).toEqual(
      wanted.map(({ rules }) => rules.map(({ properties }) => properties.sqlFilter.sqlExpression)),
    );
  });
});

describe('compose.yaml', () => {
  const service = z.object({
    image: z.string().startsWith('mcr.microsoft.com/'),
    ports: z.array(z.string()).default([]),
    environment: z.record(z.string(), z.string()).default({}),
    volumes: z.array(z.string()).default([]),
    depends_on: z.array(z.string()).default([]),
  });
  const text = readFileSync(join(import.meta.dirname, '../../compose.yaml'), 'utf8');
  const { services } = z.object({ services: z.record(z.string(), service) }).parse(parse(text));

  it('opens ports to this machine alone', () => {
    const ports = Object.values(services).flatMap((each) => each.ports);
    expect(ports.length).toBeGreaterThan(4);
    expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
  });

  it('gives the Service Bus emulator its configuration, and the SQL Server with the same password', () => {
    const bus = services['service-bus'];
    expect(bus?.volumes).toEqual(['./.annal/emulators/Config.json:/ServiceBus_Emulator/ConfigFiles/Config.json:ro']);
    expect(bus?.depends_on).toEqual([bus?.environment['SQL_SERVER']]);
    expect(bus?.environment['MSSQL_SA_PASSWORD']).toBe(services['sql']?.environment['MSSQL_SA_PASSWORD']);
    expect([bus, services['sql']].map((each) => each?.environment['ACCEPT_EULA'])).toEqual(['Y', 'Y']);
  });
});

describe('The specs against servers that are not ours', () => {
  const root = join(import.meta.dirname, '../..');
  const files = globSync(emulators.test?.include ?? [], { cwd: root });

  it('ask for nothing that only our own server has', () => {
    expect(files.length).toBeGreaterThan(9);
    const own = files.filter((file) =>
      /\.server\(\)|useLossyAzurite|faults/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(own).toEqual([]);
  });
});
