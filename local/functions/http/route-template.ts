import { parseConstraint, type Constraint } from './route-constraints.ts';
import { splitSegment, type SegmentPart, type TemplateParameter } from './template-segment.ts';

/** Route parameters by name; one that is optional and absent is not there. */
export type RouteParameters = Readonly<Record<string, string>>;

/** A route, ready to be matched. */
export interface RouteTemplate {
  /** The parameters of a decoded path without leading slash, or undefined when the path is not this route's. */
  match(path: string): RouteParameters | undefined;
  /** A path that this route matches, if one can be told without knowing its constraints. */
  readonly sample: string | undefined;
}

/**
 * Compiles a route template of the Functions host (Microsoft Learn, "Routing in ASP.NET Core": literals, `{p}`, `{p?}`,
 * `{p=default}`, `{*rest}`, `{p:constraint}`, several parts in one segment). Case does not count, nor does one slash at
 * the end. Throws an Error that says what is wrong with the template.
 */
export function compileRoute(template: string): RouteTemplate {
  const segments = template
    .split('/')
    .filter((segment) => segment !== '')
    .map(splitSegment);
  const parameters = segments.flat().filter((part): part is TemplateParameter => part.kind === 'parameter');
  refuseRepeats(parameters);
  const pattern = new RegExp(`^${segments.map(segmentPattern).join('')}/?$`, 'is');
  const checks = parameters.map((parameter) => ({ parameter, constraints: constraintsOf(parameter) }));
  return {
    match(path) {
      const found = pattern.exec(path === '' ? '' : `/${path}`);
      return found === null ? undefined : readParameters(checks, found.slice(1));
    },
    sample: sampleOf(segments),
  };
}

type CheckedParameter = { readonly parameter: TemplateParameter; readonly constraints: readonly Constraint[] };

function readParameters(
  checks: readonly CheckedParameter[],
  groups: readonly (string | undefined)[],
): RouteParameters | undefined {
  const values: Record<string, string> = {};
  for (const [index, { parameter, constraints }] of checks.entries()) {
    const found = groups[index];
    // A catch-all that found nothing counts as absent.
    const value = found === undefined || found === '' ? parameter.fallback : found;
    if (value === undefined) continue;
    if (!constraints.every((isRight) => isRight(value))) return undefined;
    values[parameter.name] = value;
  }
  return values;
}

function segmentPattern(parts: readonly SegmentPart[]): string {
  const [first] = parts;
  if (parts.length === 1 && first?.kind === 'parameter') {
    if (first.isCatchAll) return '(?:/(.*))?';
    return isOptional(first) ? '(?:/([^/]+))?' : '/([^/]+)';
  }
  // Greedy from the left with every part at least one character: the right-most separator wins, as in the host.
  return `/${parts.map((part, index) => partPattern(part, parts[index + 1])).join('')}`;
}

function partPattern(part: SegmentPart, next: SegmentPart | undefined): string {
  if (part.kind === 'parameter') return isOptional(part) ? '' : '([^/]+)';
  const literal = part.text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  // `{name}.{extension?}`: the dot before an optional last part is optional with it.
  return next?.kind === 'parameter' && isOptional(next) ? `(?:${literal}([^/]+))?` : literal;
}

function isOptional(parameter: TemplateParameter): boolean {
  return parameter.isOptional || parameter.fallback !== undefined;
}

function constraintsOf({ name, constraints }: TemplateParameter): readonly Constraint[] {
  return constraints.map((text) => {
    const constraint = parseConstraint(text);
    if (constraint === undefined) throw new Error(`the constraint "${text}" of {${name}} is unknown`);
    return constraint;
  });
}

function refuseRepeats(parameters: readonly TemplateParameter[]): void {
  const names = parameters.map(({ name }) => name.toLowerCase());
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw new Error(`the parameter {${repeated}} is there twice`);
}

function sampleOf(segments: readonly (readonly SegmentPart[])[]): string | undefined {
  if (segments.flat().some((part) => part.kind === 'parameter' && part.constraints.length > 0)) return undefined;
  const sample = (part: SegmentPart) => (part.kind === 'literal' ? part.text : `any-${part.name}`);
  return segments.map((parts) => parts.map(sample).join('')).join('/');
}
