import { isDeepStrictEqual, styleText } from 'node:util';

/** Prints the demo: requests, answers and remarks. */
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

/** A step of the demo did not give the expected result. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

/** Checks the result of a step, so that the demo shows nothing wrong. */
export const mustHold = (what: string, actual: unknown, expected: unknown): void => {
  if (!isDeepStrictEqual(actual, expected))
    throw new StoryBroken(`${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`);
};

/** Minor units as people read them. */
export const euros = (minorUnits: number): string => `${(minorUnits / 100).toFixed(2)} EUR`;
