import { newtonsoftJson, rewrittenDate } from '../../newtonsoft/index.ts';
import type { TypedData } from '../../worker/rpc.ts';

/**
 * A message's metadata with the members of its body, if that is a JSON object: each beside the message's own properties, or in
 * the place of the one of its name (azure-functions-host, WorkerFunctionInvoker, ApplyBindingData). Lists and nulls are left
 * out; what is no object comes as text, as .NET writes it. Of a body that .NET cannot read there are none: it is nested too deep.
 */
export function withBodyMembers(
  metadata: Readonly<Record<string, TypedData>>,
  body: unknown,
): Readonly<Record<string, TypedData>> {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return metadata;
  try {
    return { ...metadata, ...members(metadata, body) };
  } catch {
    return metadata;
  }
}

function members(metadata: Readonly<Record<string, TypedData>>, body: object): Readonly<Record<string, TypedData>> {
  const names = new Map(Object.keys(metadata).map((name) => [name.toLowerCase(), name]));
  const found = Object.entries(body).flatMap(([name, value]) => {
    const data = dataOf(value);
    return data === undefined ? [] : [[names.get(name.toLowerCase()) ?? name, data] as const];
  });
  return Object.fromEntries(found);
}

function dataOf(value: unknown): TypedData | undefined {
  if (value === null || value === undefined || Array.isArray(value)) return undefined;
  if (typeof value === 'object') return { json: newtonsoftJson(value, { rewritesDates: true }) };
  if (typeof value === 'boolean') return { string: value ? 'True' : 'False' };
  return {
    string: typeof value === 'string' ? (dateText(value) ?? value) : newtonsoftJson(value, { rewritesDates: true }),
  };
}

/** What was taken for a date and time, as .NET writes it for no culture in particular: to the second. */
function dateText(text: string): string | undefined {
  return rewrittenDate(text)?.replace(/^(\d{4})-(\d\d)-(\d\d)T(.{8}).*$/, '$2/$3/$1 $4');
}
