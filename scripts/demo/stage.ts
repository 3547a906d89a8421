import { isDeepStrictEqual, styleText } from 'node:util';

/** Where the story is told: what is asked, what is answered, and what that shows. */
export const stage = {
  chapter(title: string): void {
    console.log(`\n${styleText('bold', title)}`);
  },
  asked(request: string): void {
    console.log(styleText('cyan', `  → ${request}`));
  },
  shows(...cells: readonly (string | number)[]): void {
    console.log(`    ${cells.map(String).join('  ')}`);
  },
  remarks(text: string): void {
    console.log(styleText('gray', `    ${text}`));
  },
};

/** The story does not go as it is told. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** The demo tells nothing that is not so: each chapter ends with what must hold. */
export const mustHold = (what: string, actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected))
    throw new StoryBroken(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
};

/** Minor units as people read them. */
export const euros = (minorUnits: number): string => `${(minorUnits / 100).toFixed(2)} EUR`;
