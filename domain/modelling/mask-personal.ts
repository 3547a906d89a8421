import type { z } from 'zod';
import { erasedText, personalPathsIn, type FieldPath } from './personal.ts';

/** Replaces a personal value for a reader who may not see it. */
export const maskedText = '[personal]';

/**
 * A copy of the value with {@link maskedText} in place of each personal text, by the marks of its schema. An erased value stays
 * `[erased]`.
 */
export const maskPersonal = <Value extends object>(schema: z.core.$ZodType, value: Value): Value => {
  const copy = structuredClone(value);
  for (const path of personalPathsIn(schema, value)) maskAt(copy, path);
  return copy;
};

const maskAt = (holder: object, [step, ...below]: FieldPath): void => {
  if (step === undefined) return;
  const member: unknown = Reflect.get(holder, step);
  if (typeof member === 'object' && member !== null) maskAt(member, below);
  else if (member !== erasedText) Reflect.set(holder, step, maskedText);
};
