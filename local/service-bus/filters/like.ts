import { typeNameOf } from './compare.ts';
import { FilterEvaluationError, type FilterValue, type Truth } from './filter-value.ts';

/**
 * Matches a text with a pattern: `%` is any text, `_` any one character, and the escape character takes the next one
 * literally. Unknown when a part is unknown.
 *
 * @throws FilterEvaluationError when a part is no text, or the escape is not one character.
 */
export function like(value: FilterValue, pattern: FilterValue, escape?: { readonly value: FilterValue }): Truth {
  if (value === undefined || pattern === undefined || (escape && escape.value === undefined)) return undefined;
  return likePattern(textOf(pattern), escape ? escapeOf(escape.value) : null).test(textOf(value));
}

/** The expression that a pattern stands for. Split by code point: `_` is a whole character also beyond the BMP. */
function likePattern(pattern: string, escape: string | null): RegExp {
  let source = '';
  let isEscaped = false;
  for (const character of pattern) {
    if (!isEscaped && character === escape) {
      isEscaped = true;
      continue;
    }
    source += isEscaped ? literally(character) : wildcardOf(character);
    isEscaped = false;
  }
  return new RegExp(`^${source}$`, 'su');
}

function wildcardOf(character: string): string {
  if (character === '%') return '.*';
  return character === '_' ? '.' : literally(character);
}

function literally(character: string): string {
  return character.replace(/[\\^$.*+?()[\]{}|/]/, '\\$&');
}

function escapeOf(value: FilterValue): string {
  const text = textOf(value);
  if (!/^.$/su.test(text)) throw new FilterEvaluationError(`ESCAPE wants one character, not '${text}'.`);
  return text;
}

function textOf(value: FilterValue): string {
  if (typeof value === 'string') return value;
  throw new FilterEvaluationError(
    `LIKE wants text, not a ${value === undefined ? 'missing value' : typeNameOf(value)}.`,
  );
}
