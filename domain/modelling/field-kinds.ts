import { z } from 'zod';

/** What a field of a document can be filtered and ordered as. */
export type FieldKind = 'text' | 'number' | 'boolean';

/** What the values of a field are, over all forms that its document has. */
export interface FieldKinds {
  /** None for an object, a list, or a field that no form has. */
  readonly kinds: readonly FieldKind[];
  readonly isOptional: boolean;
  readonly isPersonal: boolean;
}

/** The part of a JSON Schema that says what a value is. */
interface Described {
  /** Several for a value that may be null: it is no plain value, as nothing says where null lies in an order. */
  readonly type?: string | readonly string[] | undefined;
  readonly personal?: boolean | undefined;
  readonly properties?: Readonly<Record<string, Described>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly allOf?: readonly Described[] | undefined;
  readonly anyOf?: readonly Described[] | undefined;
  readonly oneOf?: readonly Described[] | undefined;
}

const described: z.ZodType<Described> = z.lazy(() =>
  z.object({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    personal: z.boolean().optional(),
    properties: z.record(z.string(), described).optional(),
    required: z.array(z.string()).optional(),
    allOf: z.array(described).optional(),
    anyOf: z.array(described).optional(),
    oneOf: z.array(described).optional(),
  }),
);

/** The kinds of a field by the schema of its document. */
export const kindsOfField = (schema: z.ZodType, field: string): FieldKinds => {
  const document = described.parse(z.toJSONSchema(schema, { unrepresentable: 'any', reused: 'inline' }));
  const forms = formsOf(document);
  const found = forms.map(({ properties = {} }) => (Object.hasOwn(properties, field) ? properties[field] : undefined));
  const values = found.filter((value) => value !== undefined).flatMap(formsOf);
  const kinds = values.map(({ type }) => kindOf(type));
  return {
    kinds: kinds.includes(undefined) ? [] : [...new Set(kinds)].filter((kind) => kind !== undefined),
    isOptional: forms.some(({ properties = {}, required = [] }) => !(field in properties && required.includes(field))),
    isPersonal: found.some((value) => JSON.stringify(value ?? {}).includes('"personal":true')),
  };
};

const kindOf = (type: Described['type']): FieldKind | undefined => {
  if (type === 'string') return 'text';
  if (type === 'number' || type === 'integer') return 'number';
  return type === 'boolean' ? 'boolean' : undefined;
};

/** The forms that a value can have: each choice of a union by itself, what is required together in one. */
const formsOf = ({ allOf = [], anyOf, oneOf, ...own }: Described): readonly Described[] => {
  const choices = anyOf ?? oneOf;
  const forms = choices === undefined ? [own] : choices.flatMap(formsOf);
  return allOf.reduce<readonly Described[]>(
    (parts, each) => parts.flatMap((part) => formsOf(each).map((more) => together(part, more))),
    forms,
  );
};

const together = (one: Described, other: Described): Described => ({
  ...one,
  ...other,
  properties: { ...one.properties, ...other.properties },
  required: [...(one.required ?? []), ...(other.required ?? [])],
});
