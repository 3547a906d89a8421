/**
 * Turns a LIKE pattern into a test: `%` is any text, `_` any character, `[a-c]` and `[^a-c]` one character of a set; the
 * escape character takes the next one literally. Upper and lower case differ.
 */
export function likeMatcher(pattern: string, escape: string | undefined): (text: string) => boolean {
  const regex = new RegExp(`^${translate(pattern, escape)}$`, 'su');
  return (text) => regex.test(text);
}

function translate(pattern: string, escape: string | undefined): string {
  const characters = Array.from(pattern);
  let regex = '';
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? '';
    const close = character === '[' ? characters.indexOf(']', at + 1) : -1;
    if (character === escape) regex += literally(characters[(at += 1)] ?? '');
    else if (character === '%') regex += '.*';
    else if (character === '_') regex += '.';
    else if (close > at + 1) {
      regex += characterSet(characters.slice(at + 1, close));
      at = close;
    } else regex += literally(character);
  }
  return regex;
}

function characterSet(inside: readonly string[]): string {
  const isNegated = inside[0] === '^' && inside.length > 1;
  const members = inside.slice(isNegated ? 1 : 0).map((member) => (member === '-' ? '-' : literally(member)));
  const isRangeValid = !/^-|-$/.test(members.join(''));
  return `[${isNegated ? '^' : ''}${isRangeValid ? members.join('') : members.map(literally).join('')}]`;
}

function literally(character: string): string {
  return /[\\^$.*+?()[\]{}|/-]/.test(character) ? `\\${character}` : character;
}
