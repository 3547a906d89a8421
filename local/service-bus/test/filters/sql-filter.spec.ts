import { describe, expect, it } from 'vitest';
import { compileFilter, FilterEvaluationError, FilterSyntaxError } from '../../filters/index.ts';
import { subject, type Properties } from './subject.ts';

function passes(expression: string, user: Properties = {}, system: Properties = {}): boolean {
  return compileFilter({ type: 'sql', expression })(subject(user, system));
}

const order: Properties = {
  category: 'order',
  total: 120n,
  weight: 2.5,
  isPaid: true,
  note: "it's 50%",
  placed: new Date(0),
  'has space': 'x',
};

describe('a SQL filter', () => {
  it.each([
    ["category = 'order'"],
    ["CATEGORY = 'order'"],
    ["user.category = 'order'"],
    ["category <> 'cart'"],
    ["category != 'cart'"],
    ["category > 'cart' AND category < 'p'"],
    ['total = 120'],
    ['total = 120.0'],
    ['total >= 120 AND total <= 120'],
    ['total > -1'],
    ['weight = 2.5'],
    ['weight * 2 = 5'],
    ['weight < 1e1'],
    ['isPaid = TRUE'],
    ['isPaid <> false'],
    ["note = 'it''s 50%'"],
    ["[has space] = 'x'"],
    [`"has space" = 'x'`],
    ["property('cate' + 'gory') = 'order'"],
    ["p('total') = 120"],
    ['newid() <> newid()'],
    ['EXISTS (total)'],
    ['total IS NOT NULL'],
    ['missing IS NULL'],
    ['NOT EXISTS (missing)'],
    ["category IN ('cart', 'order')"],
    ["category NOT IN ('cart', 'account')"],
    ['total IN (1, 100 + 20)'],
    ["category LIKE 'or%'"],
    ["category LIKE '_rd__'"],
    ["category NOT LIKE 'x%'"],
    ["note LIKE '%50\\%' ESCAPE '\\'"],
    ["category LIKE 'order'"],
    ['1 = 1'],
    ["(category = 'order')"],
    ['(total) = (120)'],
    ['NOT (total = 1)'],
    ['NOT total = 1'],
    ["total = 1 OR category = 'order'"],
    ['((total + 2) * 2 - 4) / 4 = 60'],
    ['total % 7 = 1'],
    ['placed = placed'],
  ])('passes on %s', (expression) => {
    expect(passes(expression, order)).toBe(true);
  });

  it.each([
    ["category = 'Order'"],
    ["category LIKE 'OR%'"],
    ["category LIKE 'rder'"],
    ["note LIKE '%50\\%x' ESCAPE '\\'"],
    ['total > 120'],
    ['isPaid = FALSE'],
    ["category IN ('cart', 'account')"],
    ['EXISTS (missing)'],
    ['total IS NULL'],
    ['1 = 0'],
  ])('does not pass on %s', (expression) => {
    expect(passes(expression, order)).toBe(false);
  });

  it.each([
    ["missing = 'x'"],
    ["NOT (missing = 'x')"],
    ["missing <> 'x'"],
    ["missing IN ('x')"],
    ["missing NOT IN ('x')"],
    ["missing LIKE '%'"],
    ["missing NOT LIKE '%'"],
    ['missing + 1 > 0'],
    ['-missing < 0'],
    ['category = NULL'],
    ["category NOT IN ('cart', missing)"],
    ["missing = 'x' AND 1 = 1"],
    ["missing = 'x' OR 1 = 0"],
  ])('does not know, and so does not pass, on %s', (expression) => {
    expect(passes(expression, order)).toBe(false);
    expect(passes(`NOT (${expression})`, order)).toBe(false);
  });

  it.each([
    ["missing = 'x' OR 1 = 1", true],
    ["NOT (missing = 'x' AND 1 = 0)", true],
    ["category IN ('order', missing)", true],
  ])('lets the known side of %s decide', (expression, expected) => {
    expect(passes(expression, order)).toBe(expected);
  });

  it.each([
    ['1 = 1 OR 1 = 0 AND 1 = 0', true],
    ['NOT 1 = 0 AND 1 = 1', true],
    ['NOT (1 = 0 OR 1 = 1)', false],
    ['2 + 3 * 4 = 14', true],
    ['10 - 4 - 3 = 3', true],
    ['-2 * -3 = 6', true],
    ['7 / 2 = 3', true],
    ['7.0 / 2 = 3.5', true],
    ['-7 / 2 = -3', true],
    ['-7 % 3 = -1', true],
  ])('binds %s as C# and SQL do', (expression, expected) => {
    expect(passes(expression)).toBe(expected);
  });

  it.each([
    ['sys.Label', { label: 'a' }],
    ['sys.subject', { subject: 'a' }],
    ['SYS.MessageId', { messageid: 'a' }],
    ['sys.CorrelationId', { correlationid: 'a' }],
    ['sys.To', { to: 'a' }],
    ['sys.ReplyTo', { replyto: 'a' }],
    ['sys.SessionId', { sessionid: 'a' }],
    ['sys.ReplyToSessionId', { replytosessionid: 'a' }],
    ['sys.ContentType', { contenttype: 'a' }],
  ])('reads the system property %s', (name, system) => {
    expect(passes(`${name} = 'a'`, {}, system)).toBe(true);
    expect(passes(`${name} = 'a'`, system)).toBe(false);
  });

  it.each([
    ["total = 'many'"],
    ['category > 1'],
    ['isPaid > FALSE'],
    ["total LIKE '1%'"],
    ["category LIKE 'o%' ESCAPE 'xy'"],
    ['total / 0 = 1'],
    ["category - 'x' = 'y'"],
    ["-category = 'x'"],
  ])('fails for a message that it cannot be applied to: %s', (expression) => {
    expect(() => passes(expression, order)).toThrow(FilterEvaluationError);
  });

  it.each([
    [''],
    ['category'],
    ['category ='],
    ["category = 'x' extra"],
    ["category = 'open"],
    ['[open = 1'],
    ['(1 = 1'],
    ['1 = 1)'],
    ['1 = 1 AND'],
    ['NOT'],
    ['a = (b = c)'],
    ['(a = b) + 1 = 2'],
    ['1 IS NULL'],
    ['EXISTS (1)'],
    ['a IN ()'],
    ['a IN (1'],
    ['a NOT = 1'],
    ['a ~ b'],
    ['_a = 1'],
    ['a = @parameter'],
    ['sys.Nonsense = 1'],
    ['other.thing = 1'],
    ['upper(a) = 1'],
    ['a = 99999999999999999999'],
  ])('is refused when it is not the language: %s', (expression) => {
    expect(() => passes(expression)).toThrow(FilterSyntaxError);
  });

  it('takes its parameters from the rule, in any case of their names', () => {
    const parameters = { '@limit': 100, flag: true, '@since': { date: new Date(0).toISOString() } };
    const filter = {
      type: 'sql',
      expression: 'total > @LIMIT AND isPaid = @flag AND placed = @since',
      parameters,
    } as const;
    expect(compileFilter(filter)(subject(order))).toBe(true);
  });

  it('says where it cannot be read', () => {
    expect(() => passes('total > > 1')).toThrow('Expected a value at character 9 of the expression, found >.');
  });
});
