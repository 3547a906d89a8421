import { describe, expect, it } from 'vitest';
import { inMemoryParkingLot } from '../../adapters/memory/index.ts';
import { telemetry } from '../../adapters/telemetry/telemetry.ts';
import { usualParking } from '../../application/feed/failing-stream.ts';
import { parkingFor } from '../../application/feed/park-stream.ts';
import { readText } from './bicep-files.ts';

const query = readText('infra/queries/parking-stopped.kql');

/** What the app writes of a stream that it no longer parks. */
const lineOfAStop = async (): Promise<string> => {
  const lines: string[] = [];
  const tracing = telemetry();
  const parking = { ...usualParking, mostParked: 0 };
  const park = parkingFor('followers', 'feed', {
    ...{ parkingLot: inMemoryParkingLot(), clock: () => '2026-05-04T12:00:00.000Z', parking, tracing },
  });
  await tracing.invocation({ traceparent: null, log: (line) => lines.push(line) }, () =>
    expect(park({ streamId: 'sheet-1', document: {}, reason: 'unknown', kind: 'data' })).rejects.toThrow(
      'parks no more',
    ),
  );
  return lines.join('\n');
};

describe('infra/queries/parking-stopped.kql', () => {
  it('finds the line by how it begins', async () => {
    const beginning = /startswith '([^']+)'/.exec(query)?.[1];
    expect((await lineOfAStop()).startsWith(String(beginning))).toBe(true);
  });

  it('reads members that the line has', async () => {
    const line = JSON.parse(await lineOfAStop()) as Record<string, unknown>;
    const read = [...query.matchAll(/\(Line\.(\w+)\)/g)].map(([, name = '']) => [name, line[name]]);
    expect(Object.fromEntries(read)).toEqual({ subscriber: 'followers', streamId: 'sheet-1', mostParked: 0 });
  });
});
