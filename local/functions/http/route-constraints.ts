/** Says whether a route parameter's value is of the constraint's kind. */
export type Constraint = (value: string) => boolean;

type ConstraintKind = (args: readonly string[], raw: string) => Constraint;

const int64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };

/** The inline constraints of Microsoft Learn, "Routing in ASP.NET Core", which the Functions host uses. */
const kinds: Readonly<Record<string, ConstraintKind>> = {
  int: () => (value) => /^[+-]?\d+$/.test(value) && Math.abs(Number(value)) <= 2 ** 31 - 1,
  long: () => (value) => /^[+-]?\d+$/.test(value) && BigInt(value) >= int64.least && BigInt(value) <= int64.most,
  bool: () => (value) => /^(true|false)$/i.test(value),
  alpha: () => (value) => /^[a-z]*$/i.test(value),
  guid: () => isGuid,
  decimal: () => isNumber,
  double: () => isNumber,
  float: () => isNumber,
  datetime: () => (value) => /\d/.test(value) && !Number.isNaN(Date.parse(value)),
  required: () => (value) => value !== '',
  length:
    ([least, most = least]) =>
    (value) =>
      isWithin(value.length, least, most),
  minlength:
    ([least]) =>
    (value) =>
      isWithin(value.length, least, undefined),
  maxlength:
    ([most]) =>
    (value) =>
      isWithin(value.length, undefined, most),
  min:
    ([least]) =>
    (value) =>
      isInteger(value) && isWithin(Number(value), least, undefined),
  max:
    ([most]) =>
    (value) =>
      isInteger(value) && isWithin(Number(value), undefined, most),
  range:
    ([least, most]) =>
    (value) =>
      isInteger(value) && isWithin(Number(value), least, most),
  regex: (_, raw) => {
    const pattern = new RegExp(raw, 'i');
    return (value) => pattern.test(value);
  },
};

/** The constraint written as `name` or `name(arguments)`. Undefined when there is no such constraint. */
export function parseConstraint(text: string): Constraint | undefined {
  const parts = /^([a-z]+)(?:\((.*)\))?$/is.exec(text);
  const kind = kinds[parts?.[1]?.toLowerCase() ?? ''];
  if (kind === undefined) return undefined;
  const raw = parts?.[2] ?? '';
  return kind(raw === '' ? [] : raw.split(',').map((argument) => argument.trim()), raw);
}

function isGuid(value: string): boolean {
  const bare = value.replace(/^\{(.*)\}$|^\((.*)\)$/, '$1$2');
  return /^([0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i.test(bare);
}

function isNumber(value: string): boolean {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value);
}

function isInteger(value: string): boolean {
  return /^[+-]?\d+$/.test(value);
}

function isWithin(value: number, least: string | undefined, most: string | undefined): boolean {
  return (least === undefined || value >= Number(least)) && (most === undefined || value <= Number(most));
}
