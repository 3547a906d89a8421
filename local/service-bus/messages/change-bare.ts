import type { FilterValue, PropertyChange } from '../filters/index.ts';
import { amqp, entriesOf, itemsOf, mapOf, type Typed } from './amqp-types.ts';
import { systemIndex } from './filter-subject.ts';
import { encodeSection, findSection, sectionCode, splitSections } from './sections.ts';

/** Does to a bare message what the action of a rule asks for. All other bytes stay as they are. */
export function changeBare(bare: Uint8Array, changes: readonly PropertyChange[]): Buffer {
  const sections = splitSections(bare);
  const fields = [...itemsOf(findSection(sections, sectionCode.properties)?.value)];
  const application = entriesOf(findSection(sections, sectionCode.applicationProperties)?.value);
  for (const change of changes) {
    if (change.scope === 'sys') changeField(fields, change);
    else changeApplicationProperty(application, change);
  }
  return Buffer.concat([
    encodeSection(sectionCode.properties, amqp.List32(fields)),
    ...(application.size > 0 ? [encodeSection(sectionCode.applicationProperties, mapOf(application))] : []),
    ...sections.filter(({ code }) => code > sectionCode.applicationProperties).map(({ bytes }) => bytes),
  ]);
}

function changeField(fields: Typed[], change: PropertyChange): void {
  const index = systemIndex[change.name.toLowerCase()];
  if (index === undefined) return; // the parser lets only these names pass
  while (fields.length <= index) fields.push(amqp.Null());
  const text = change.kind === 'set' ? textOfValue(change.value) : undefined;
  fields[index] = text === undefined ? amqp.Null() : amqp.wrap_string(text);
}

/** The case of a name means nothing: a property that is there keeps the name that the sender gave it. */
function changeApplicationProperty(application: Map<string, Typed>, change: PropertyChange): void {
  const wanted = change.name.toLowerCase();
  const name = [...application.keys()].find((key) => key.toLowerCase() === wanted) ?? change.name;
  if (change.kind === 'remove') application.delete(name);
  else application.set(name, typedLike(application.get(name), change.value));
}

/** `SET` converts to the type that a property had where that is possible. */
function typedLike(before: Typed | undefined, value: FilterValue): Typed {
  const type = before?.type.name ?? '';
  if (type.startsWith('Str') && value !== undefined) return amqp.wrap_string(textOfValue(value) ?? '');
  const isReadable = typeof value === 'bigint' ? isFloating(type) : isNumeric(type) && isNumber(value);
  return isReadable ? amqp.wrap_double(Number(value)) : typedOf(value);
}

function isFloating(type: string): boolean {
  return type === 'Float' || type === 'Double';
}

function isNumeric(type: string): boolean {
  return isFloating(type) || /^(Small)?U?(byte|short|int|long)/i.test(type);
}

/** Whether a text says a number. */
function isNumber(value: FilterValue): boolean {
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

function typedOf(value: FilterValue): Typed {
  if (value === undefined) return amqp.Null();
  if (typeof value === 'string') return amqp.wrap_string(value);
  if (typeof value === 'boolean') return amqp.wrap_boolean(value);
  if (typeof value === 'number') return amqp.wrap_double(value);
  if (typeof value === 'bigint') return amqp.Long(longBytes(value));
  return value instanceof Date ? amqp.wrap_timestamp(value.getTime()) : amqp.wrap_binary(value);
}

function longBytes(value: bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigInt64BE(value);
  return bytes;
}

function textOfValue(value: FilterValue): string | undefined {
  if (value === undefined) return undefined;
  if (value instanceof Date) return value.toISOString();
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : String(value);
}
