import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newtonsoftJson, rewrittenDate } from '../newtonsoft/index.ts';
import { withBodyMembers } from '../triggers/service-bus/body-members.ts';

const twoHoursEast = () => 120;
const halfAnHourWest = () => -210;

describe('A string that Newtonsoft.Json takes for a date and time', () => {
  it.each([
    ['2026-05-04T10:00:00.120Z', '2026-05-04T10:00:00.12Z'],
    ['2026-05-04T10:00:00.000Z', '2026-05-04T10:00:00Z'],
    ['2026-05-04T10:00:00.1234567z', '2026-05-04T10:00:00.1234567Z'],
    ['2026-05-04T10:00:00.10', '2026-05-04T10:00:00.1'],
    ['2026-05-04T24:00:00', '2026-05-05T00:00:00'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['0001-01-01T00:00:00.0', '0001-01-01T00:00:00'],
    ['2026-05-04T10:00:00:30', '2026-05-04T10:00:00'],
    ['/Date(1198908717056)/', '2007-12-29T06:11:57.056Z'],
    ['/Date(-1)/', '1969-12-31T23:59:59.999Z'],
  ])('is written in its own form: %s', (text, written) => {
    expect(rewrittenDate(text, twoHoursEast)).toBe(written);
  });

  it.each([
    ['2026-05-04T10:00:00+00:00', '2026-05-04T12:00:00+02:00', '2026-05-04T06:30:00-03:30'],
    ['2026-05-04T10:00:00.50-1130', '2026-05-04T23:30:00.5+02:00', '2026-05-04T18:00:00.5-03:30'],
    ['2026-05-04T01:00:00+02', '2026-05-04T01:00:00+02:00', '2026-05-03T19:30:00-03:30'],
    ['2026-05-04T01:00:00+02:', '2026-05-04T01:00:00+02:00', '2026-05-03T19:30:00-03:30'],
    ['/Date(1198908717056+0100)/', '2007-12-29T08:11:57.056+02:00', '2007-12-29T02:41:57.056-03:30'],
  ])('has the offset of the host, whatever its own: %s', (text, east, west) => {
    expect(rewrittenDate(text, twoHoursEast)).toBe(east);
    expect(rewrittenDate(text, halfAnHourWest)).toBe(west);
  });

  it.each([
    '2026-05-04',
    '2026-05-04 10:00:00',
    '2026-05-04T10:00Z',
    '2026-05-04T10:00:00.Z',
    '2026-05-04T10:00:00.12345678Z',
    '2026-02-29T10:00:00Z',
    '2026-13-01T10:00:00Z',
    '0000-01-01T00:00:00Z',
    '2026-05-04T24:00:01',
    '2026-05-04T10:60:00Z',
    '2026-05-04T10:00:00+2',
    ' 2026-05-04T10:00:00Z',
    '/Date(never)/',
    '',
  ])('is none of these: %j', (text) => {
    expect(rewrittenDate(text, twoHoursEast)).toBeUndefined();
  });

  it('stays as it is once it is written', () => {
    const time = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    const parts = fc.tuple(time, fc.stringMatching(/^\d{1,7}$/), fc.constantFrom('', 'Z', '+02:00', '-0330'));
    fc.assert(
      fc.property(parts, ([when, digits, zone]) => {
        const once = rewrittenDate(`${when.toISOString().slice(0, 19)}.${digits}${zone}`, twoHoursEast);
        expect(rewrittenDate(once ?? '', twoHoursEast)).toBe(once);
      }),
    );
  });
});

describe('A document that Newtonsoft.Json has read and written', () => {
  const rewriting = { rewritesDates: true };

  it('has other dates only where it was not told to leave them, and never other names', () => {
    const document = { '2026-05-04T10:00:00.0Z': ['2026-05-04T10:00:00.0Z', { at: '2026-05-04T10:00:00.0Z' }] };
    expect(newtonsoftJson(document, rewriting)).toBe(
      '{"2026-05-04T10:00:00.0Z":["2026-05-04T10:00:00Z",{"at":"2026-05-04T10:00:00Z"}]}',
    );
    expect(newtonsoftJson(document, { rewritesDates: false })).toBe(JSON.stringify(document));
  });

  it('says the same numbers in another notation, the same order of members, and the same of $type', () => {
    const document = { z: [1, 1.5, 1e21, 1e-7, 123_456_789_012_345_680, -0, 5e-324], $type: 'System.String', a: null };
    expect(newtonsoftJson(document, rewriting)).toBe(
      '{"z":[1,1.5,1E+21,1E-07,123456789012345680,0,5E-324],"$type":"System.String","a":null}',
    );
  });

  it('is the same value, but for dates', () => {
    const noDate = fc.json().map((text): unknown => JSON.parse(text));
    fc.assert(
      fc.property(noDate, (value) => {
        expect(JSON.parse(newtonsoftJson(value, { rewritesDates: false }))).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it('loses half of a surrogate pair', () => {
    expect(JSON.parse(newtonsoftJson('a\ud800', rewriting))).toBe('a\ufffd');
  });

  it('cannot be read where it is nested more than 64 deep', () => {
    const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(newtonsoftJson(nested(64), rewriting)).toContain('[1]');
    expect(() => newtonsoftJson(nested(65), rewriting)).toThrow('MaxDepth of 64');
  });
});

it('Members of a body come as text of .NET, and in the place of properties of their name', () => {
  const body = {
    id: 5,
    subject: 'of the body',
    is: true,
    at: '2026-05-04T10:00:00.120Z',
    inner: { n: 1e21 },
    list: [1],
    no: null,
  };
  expect(withBodyMembers({ Subject: { string: 'of the message' } }, body)).toEqual({
    Subject: { string: 'of the body' },
    id: { string: '5' },
    is: { string: 'True' },
    at: { string: '05/04/2026 10:00:00' },
    inner: { json: '{"n":1E+21}' },
  });
  expect(withBodyMembers({}, [1])).toEqual({});
});

it('A body that is nested too deep for the host leaves a message its own properties alone', () => {
  const own = { Subject: { string: 'of the message' } };
  const lists: unknown = JSON.parse('['.repeat(70) + ']'.repeat(70));
  expect(withBodyMembers(own, { Subject: 'of the body', inner: { lists } })).toEqual(own);
});
