import { describe, expect, it } from 'vitest';
import { runSql, valueOf } from './run-sql.ts';

function cases(title: string, table: readonly (readonly [expression: string, expected: unknown])[]): void {
  describe(title, () => {
    it.each(table)('%s is %j', (expression, expected) => {
      expect(valueOf(expression)).toEqual(expected);
    });
  });
}

cases('a function of numbers', [
  ['NUMBERBIN(37.7, 5)', 35],
  ['NUMBERBIN(-1, 5)', -5],
  ['NUMBERBIN(1, 0)', undefined],
  ['RAND() < 1 AND RAND() >= 0', true],
  ['LOG(0)', undefined],
  ['CHOOSE(2, "a", "b")', 'b'],
  ['CHOOSE(3, "a", "b")', undefined],
]);

cases('a function of integers', [
  ['INTADD(2, 3)', 5],
  ['INTSUB(2, 3)', -1],
  ['INTMUL(4, -3)', -12],
  ['INTDIV(-7, 2)', -3],
  ['INTDIV(1, 0)', undefined],
  ['INTMOD(-7, 2)', -1],
  ['INTBITAND(6, 3)', 2],
  ['INTBITOR(6, 3)', 7],
  ['INTBITXOR(6, 3)', 5],
  ['INTBITNOT(5)', -6],
  ['INTBITLEFTSHIFT(1, 40)', 1099511627776],
  ['INTBITLEFTSHIFT(1, 64)', undefined],
  ['INTBITRIGHTSHIFT(-8, 1)', -4],
  ['INTADD(1.5, 1)', undefined],
  ['INTMUL(9000000000000000000, 9)', undefined],
]);

cases('a function of text', [
  ['CONTAINS("Abc", "B", true)', true],
  ['ENDSWITH("Abc", "BC")', false],
  ['STRINGEQUALS("Abc", "aBC", true)', true],
  ['LEFT("abc", 2) || RIGHT("abc", 1)', 'abc'],
  ['LASTINDEXOF("a.b.c", ".")', 3],
  ['STRINGSPLIT("a,b", ",")', ['a', 'b']],
  ['STRINGJOIN(["a", "b"], "-")', 'a-b'],
  ['STRINGJOIN(["a", 1], "-")', undefined],
  ['CONTAINSANYCI("Python", "JAVA", "PY")', true],
  ['CONTAINSALLCS("Python", "Py", "th")', true],
  ['CONTAINSALLCS("Python", "py", "th")', false],
  ['REGEXMATCH("Abc", "^a")', false],
  ['REGEXMATCH("Abc", "^a", "i")', true],
  ['REGEXMATCH("a\\nb", "^b", "m")', true],
  ['REGEXMATCH("a\\nb", "a.b", "s")', true],
  ['REGEXMATCH("ab c", "a b [ ] c # why", "x")', true],
  ['REGEXMATCH("a", "(")', undefined],
  ['REGEXEXTRACT("a1b22", "[0-9]+")', '1'],
  ['REGEXEXTRACT("id: AB7", "([a-z])([0-9])", "i", 2)', '7'],
  ['REGEXEXTRACT("ab", "[0-9]")', undefined],
  ['REGEXEXTRACT("ab", "a", "", 1)', undefined],
  ['REGEXMATCH("a", "a", "g")', undefined],
]);

cases('a conversion', [
  ['STRINGTOARRAY("[1, {}]")', [1, {}]],
  ['STRINGTOARRAY("{}")', undefined],
  ['STRINGTOBOOLEAN("true")', true],
  ['STRINGTOBOOLEAN("TRUE")', undefined],
  ['STRINGTONULL("null")', null],
  ['STRINGTONUMBER("-1.5e2")', -150],
  ['STRINGTONUMBER("x")', undefined],
  ['STRINGTOOBJECT("{\\"a\\": 1}")', { a: 1 }],
  ['TOSTRING({"a": [1, null]})', '{"a":[1,null]}'],
  ['TOSTRING(undefined)', undefined],
  ['OBJECTTOARRAY({"a": 1})', [{ k: 'a', v: 1 }]],
  ['OBJECTTOARRAY({"a": 1}, "name", "value")', [{ name: 'a', value: 1 }]],
]);

cases('a function of arrays', [
  ['SETINTERSECT([1, 2, 2, "1"], [2, "1"])', [2, '1']],
  ['SETUNION([1, 2, 2], [2, 3])', [1, 2, 3]],
  ['SETDIFFERENCE([1, 2], [2])', [1]],
  ['SETEQUAL([1, 2], [2, 1, 1])', true],
  ['ARRAY_SUM([1, 2, 3])', 6],
  ['ARRAY_AVG([1, 2])', 1.5],
  ['ARRAY_MEDIAN([5, 1, 3])', 3],
  ['ARRAY_MEDIAN([4, 1, 2, 3])', 2.5],
  ['ARRAY_MIN([2, 1])', 1],
  ['ARRAY_MAX([2, 1])', 2],
  ['ARRAY_MAX([])', undefined],
  ['ARRAY_SUM([1, "2"])', undefined],
]);

cases('a function of dates', [
  ['DATETIMEADD("mm", 1, "2020-01-31T16:00:00.1234567Z")', '2020-02-29T16:00:00.1234567Z'],
  ['DATETIMEADD("yyyy", -1, "2020-02-29")', '2019-02-28T00:00:00.0000000Z'],
  ['DATETIMEADD("ns", 250, "2020-01-01T00:00:00Z")', '2020-01-01T00:00:00.0000002Z'],
  ['DATETIMEADD("day", 1.5, "2020-01-01")', undefined],
  ['DATETIMEADD("yyyy", 8000, "2020-01-01")', undefined],
  ['DATETIMEDIFF("yyyy", "2019-12-31T23:59:59Z", "2020-01-01")', 1],
  ['DATETIMEDIFF("hh", "2019-02-04T16:00:00.0000000", "2018-03-05T05:00:00.0000000")', -8075],
  ['DATETIMEDIFF("weeks", "2019-01-01", "2020-01-01")', undefined],
  ['DATETIMEBIN("2020-01-31T16:37:00.5Z", "hh")', '2020-01-31T16:00:00.0000000Z'],
  ['DATETIMEBIN("1969-12-31T23:59:59Z", "day", 7)', '1969-12-25T00:00:00.0000000Z'],
  ['DATETIMEBIN("2020-08-31", "month", 5, "2020-01-01")', '2020-06-01T00:00:00.0000000Z'],
  ['DATETIMEBIN("2020-01-31", "hh", 0)', undefined],
  ['DATETIMEFROMPARTS(2017, 4, 20, 13, 15, 20, 3456789)', '2017-04-20T13:15:20.3456789Z'],
  ['DATETIMEFROMPARTS(2017, 2, 30)', undefined],
  ['DATETIMEFORMAT("2020-01-02T15:04:05.6789123Z", "yyyy-MM-dd HH:mm:ss.fff")', '2020-01-02 15:04:05.678'],
  ['DATETIMEFORMAT("2020-01-02T00:04:05Z", "d/M/yy h:mm tt \'o\\\\\'clock\'")', undefined],
  ['DATETIMEFORMAT("2020-01-02T00:04:05Z", "d/M/yy h:mm tt\' at night\'")', '2/1/20 12:04 AM at night'],
  ['DATETIMEFORMAT("2020-01-02", "MMMM")', undefined],
  ['DATETIMEFORMAT("2020-13-02", "yyyy")', undefined],
  ['DATETIMEPART("mcs", "2020-01-02T03:04:05.6789123Z")', 678912],
  ['DATETIMEPART("m", "2020-01-02T03:04:05")', 1],
  ['YEAR("0099-03-01") + MONTH("2020-12-01") + DAY("2020-12-24")', 135],
  ['DATETIMETOTICKS("2015-05-19T12:00:00.0000000")', 14320368000000000],
  ['DATETIMETOTIMESTAMP("1969-12-31T23:59:59.9999Z")', -1],
  ['TICKSTODATETIME(-116444736000000000)', '1601-01-01T00:00:00.0000000Z'],
  ['TIMESTAMPTODATETIME(1594227912345)', '2020-07-08T17:05:12.3450000Z'],
  ['DATETIMETOTICKS("2020-13-01")', undefined],
  ['DATETIMETOTICKS("2020-01-01T10:00:00+02:00")', undefined],
]);

describe('the clock', () => {
  it('is told as text, as ticks and as milliseconds', () => {
    const before = Date.now();
    const [text, ticks, milliseconds] = valueOf('[GETCURRENTDATETIME(), GETCURRENTTICKS(), GETCURRENTTIMESTAMP()]') as [string, number, number]; // prettier-ignore
    for (const at of [Date.parse(text), ticks / 10_000, milliseconds]) {
      expect(at).toBeGreaterThanOrEqual(before);
      expect(at).toBeLessThanOrEqual(Date.now());
    }
  });

  it('stands still during a query when it is asked statically', () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => ({ n }));
    expect(runSql('SELECT DISTINCT VALUE GETCURRENTTICKSSTATIC() FROM c', rows)).toHaveLength(1);
  });
});

describe('a function of items', () => {
  it('tells items apart by the number in their _rid', () => {
    const item = (no: number): string => {
      const bytes = Buffer.alloc(16);
      bytes.writeUInt32LE(no, 8);
      return bytes.toString('base64').replaceAll('/', '-');
    };
    expect(runSql('SELECT VALUE DOCUMENTID(c) FROM c', [{ _rid: item(700) }, { _rid: 'short' }])).toEqual([700]);
  });
});
