/** `{name}` with everything that may be written in it. */
export interface TemplateParameter {
  readonly kind: 'parameter';
  readonly name: string;
  /** As written, such as `int` or `range(1,5)`. */
  readonly constraints: readonly string[];
  readonly isOptional: boolean;
  readonly isCatchAll: boolean;
  readonly fallback: string | undefined;
}

/** A piece of one path segment of a route template. */
export type SegmentPart = { readonly kind: 'literal'; readonly text: string } | TemplateParameter;

/**
 * Splits one segment of a route template into literals and parameters. `{{` and `}}` stand for the braces themselves.
 * Throws an Error when a brace is left open or a parameter has no name.
 */
export function splitSegment(segment: string): readonly SegmentPart[] {
  // A parameter ends at the first single brace; doubled ones belong to its text (regular expressions need them).
  const parts = segment.match(/\{(?!\{)(?:\{\{|\}\}|[^{}])*\}|(?:\{\{|\}\}|[^{}])+/g) ?? [];
  if (parts.join('') !== segment) throw new Error(`"${segment}" has a brace without its partner`);
  return parts.map((part) => {
    const isParameter = part.startsWith('{') && !part.startsWith('{{');
    const text = (isParameter ? part.slice(1, -1) : part).replaceAll('{{', '{').replaceAll('}}', '}');
    return isParameter ? parseParameter(text) : { kind: 'literal', text };
  });
}

function parseParameter(text: string): TemplateParameter {
  const isOptional = text.endsWith('?');
  const stars = /^\*{0,2}/.exec(text)?.[0] ?? '';
  const body = text.slice(stars.length, isOptional ? -1 : undefined);
  const equals = topLevel(body, '=')[0];
  const [name = '', ...constraints] = splitAt(body.slice(0, equals), topLevel(body.slice(0, equals), ':'));
  if (!/^[^*{}/?]+$/.test(name)) throw new Error(`"{${text}}" is no route parameter`);
  const fallback = equals === undefined ? undefined : body.slice(equals + 1);
  return { kind: 'parameter', name, constraints, isOptional, isCatchAll: stars !== '', fallback };
}

/** Where `mark` stands in a text outside of parentheses. */
function topLevel(text: string, mark: string): readonly number[] {
  let depth = 0;
  const found: number[] = [];
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character === mark && depth === 0) found.push(index);
  }
  return found;
}

function splitAt(text: string, places: readonly number[]): readonly string[] {
  const starts = [0, ...places.map((place) => place + 1)];
  return starts.map((start, index) => text.slice(start, places[index]));
}
