import type { SqlFunction } from './sql-function.ts';

/** Regular expressions, with the modifiers m (lines), s (dot takes line ends), i (any case) and x (blanks do not count). */
export const regexFunctions: Readonly<Record<string, SqlFunction>> = {
  REGEXEXTRACT: {
    arity: [2, 4],
    apply: (text, pattern, modifiers = '', group = 0) => {
      if (typeof text !== 'string' || typeof pattern !== 'string' || typeof modifiers !== 'string') return undefined;
      return typeof group === 'number' ? compiled(pattern, modifiers)?.exec(text)?.[group] : undefined;
    },
  },
  REGEXMATCH: {
    arity: [2, 3],
    apply: (text, pattern, modifiers = '') => {
      if (typeof text !== 'string' || typeof pattern !== 'string' || typeof modifiers !== 'string') return undefined;
      return compiled(pattern, modifiers)?.test(text);
    },
  },
};

let last: { readonly pattern: string; readonly modifiers: string; readonly regex: RegExp | undefined } | undefined;

/** The expression, or `undefined` when it is none. The last one is kept: most queries ask every row the same. */
function compiled(pattern: string, modifiers: string): RegExp | undefined {
  if (last?.pattern !== pattern || last.modifiers !== modifiers)
    last = { pattern, modifiers, regex: compile(pattern, modifiers) };
  return last.regex;
}

function compile(pattern: string, modifiers: string): RegExp | undefined {
  if (!/^[msix]*$/.test(modifiers)) return undefined;
  const flags = [...new Set(modifiers.replaceAll('x', ''))].join('');
  const source = modifiers.includes('x') ? pattern.replace(/\\[\s\S]|\[(?:\\[\s\S]|[^\]])*\]|\s+|#.*$/gm, keepUnlessBlank) : pattern; // prettier-ignore
  try {
    return new RegExp(source, flags);
  } catch {
    return undefined;
  }
}

function keepUnlessBlank(piece: string): string {
  return /^(?:\s|#)/.test(piece) ? '' : piece;
}
