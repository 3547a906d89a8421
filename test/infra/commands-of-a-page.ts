/** A command as somebody types it: its tool and words up to the first option or value, and the names of its options. */
export interface TypedCommand {
  readonly words: string;
  readonly options: readonly string[];
}

const start = /(?<![\w./'"-])(?:az|azd|gh)(?: [a-z][a-z-]*(?=[\s;)]|$))+/;

/** What is inside of quotes is a value, unless the shell runs it: `"$(az …)"`. Substitutions become lines of their own. */
const flattened = (code: string): string => {
  const plain = code
    .replaceAll(/\\\n\s*/g, ' ')
    .replaceAll(/(^|\s)#\s.*$/gm, '$1')
    .replaceAll(/'[^'\n]*'/g, 'Q')
    .replaceAll(/(?<=[\s=(])"(?:[^"\\$\n]|\\.|\$(?!\())*"/g, 'Q');
  const inner = /\$\(([^()]*)\)/.exec(plain);
  return inner === null ? plain : flattened(`${plain.replace(inner[0], 'Q')}\n${inner[1] ?? ''}`);
};

const typed = (line: string): readonly TypedCommand[] =>
  line.split(/[|;&]+|\bxargs\b.*?(?=az )/).flatMap((part) => {
    const [words] = start.exec(part) ?? [];
    return words === undefined ? [] : [{ words, options: part.match(/(?<=\s)--[a-z][a-z-]*/g) ?? [] }];
  });

/** The commands of a workflow or of a script: every line counts that is no comment. */
export const commandsOfScript = (text: string): readonly TypedCommand[] => flattened(text).split('\n').flatMap(typed);

/** The commands of az, azd and gh in the shell code of a page: its blocks, and the code within its prose. */
export const commandsOfPage = (page: string): readonly TypedCommand[] =>
  [...page.matchAll(/```(\w*)\n([^]*?)```|`([^`]+)`/g)]
    .map(([, language, block, words]) => (language === 'sh' ? block : words?.replaceAll('\n', ' ')))
    .flatMap((code = '') => commandsOfScript(code));
