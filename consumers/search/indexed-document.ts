import { z } from 'zod';
import { deleted, registers, type Registers } from './registers.ts';
import { kinds, shownFields, type ShownFields, type Subject } from './search-index.ts';

const common = { kind: z.enum(kinds), subjectId: z.string(), registers };

/**
 * A document of the index. Part of the storage format. `incomplete`: later messages came before the one that says what it is about;
 * `deleted`: a tombstone, which keeps late messages from bringing it back.
 */
export const indexedDocument = z
  .discriminatedUnion('state', [
    z.object({ state: z.literal('shown'), ...common, text: z.string(), ...shownFields.unwrap().shape }),
    z.object({ state: z.literal('incomplete'), ...common }),
    z.object({ state: z.literal('deleted'), ...common }),
  ])
  .readonly();

/** See {@link indexedDocument}. */
export type IndexedDocument = z.infer<typeof indexedDocument>;

/** The document that follows from all that is known of its subject. */
export const documentOf = ({ kind, id }: Subject, known: Registers): IndexedDocument => {
  const about = { kind, subjectId: id, registers: known };
  if (known[deleted] !== undefined) return { state: 'deleted', ...about };
  const shown = shownOf[kind](id, known);
  return shown === undefined ? { state: 'incomplete', ...about } : { state: 'shown', ...about, ...shown };
};

type Shown = ShownFields & { readonly text: string };

const textIn = (known: Registers, field: string): string | undefined => {
  const value = known[field]?.value;
  return typeof value === 'string' ? value : undefined;
};

const numberIn = (known: Registers, field: string): number | undefined => {
  const value = known[field]?.value;
  return typeof value === 'number' ? value : undefined;
};

/** Without the fields that have no value. */
const present = (fields: Readonly<Record<keyof Omit<ShownFields, 'title' | 'unitPrice'>, string | undefined>>) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));

const texts = (known: Registers) =>
  present({
    status: textIn(known, 'status'),
    customerId: textIn(known, 'customerId'),
    country: textIn(known, 'country'),
    placedAt: textIn(known, 'placedAt'),
    category: textIn(known, 'category'),
    currency: textIn(known, 'currency'),
  });

/** What a kind of document shows; undefined as long as its first message has not come. */
const shownOf: Readonly<Record<Subject['kind'], (id: string, known: Registers) => Shown | undefined>> = {
  order: (id, known) => {
    const names = productNames(known);
    return names && { title: titleOf(names), text: [id, ...names].join('\n'), ...texts(known) };
  },
  product: (id, known) => {
    const [title, category, unitPrice] = [
      textIn(known, 'name'),
      textIn(known, 'category'),
      numberIn(known, 'unitPrice'),
    ];
    if (title === undefined || category === undefined || unitPrice === undefined) return undefined;
    return { title, text: [title, category, id].join('\n'), unitPrice, ...texts(known) };
  },
  customer: (id, known) =>
    known['customerId'] && {
      title: `Customer ${id}`,
      text: [id, textIn(known, 'country') ?? ''].join('\n'),
      ...texts(known),
    },
};

/** The most characters of a title, which every hit carries. */
const longestTitle = 200;

/** An order is known by what is in it. */
const titleOf = (names: readonly string[]): string => Array.from(names.join(', ')).slice(0, longestTitle).join('');

/** The field of an order that holds how one of its products is called now. */
export const nameField = (productId: string): string => `name:${productId}`;

/** The field of an order that says that a line of it was removed. */
export const removedField = (sku: string): string => `removed:${sku}`;

/** What the products of an order are called: as they were when it was placed, and as they are now. */
const productNames = (known: Registers): readonly string[] | undefined => {
  const lines = known['lines']?.value;
  if (typeof lines !== 'object') return undefined;
  const left = lines.filter(({ sku }) => known[removedField(sku)] === undefined);
  return [
    ...new Set(
      left.flatMap(({ name, productId }) => [name, (productId && textIn(known, nameField(productId))) ?? name]),
    ),
  ];
};
