import { Unavailable } from '../../../application/unavailable.ts';

type Method = (...args: readonly unknown[]) => unknown;

/** Who has no answer after so many tries has not lost it by chance. */
const mostTries = 100;

/** A port as a caller has it that asks again until there is an answer. Pages are asked for from the first one again, and those that were given are left out. */
export const askedAgain = <Port extends object>(port: Port): Port =>
  Object.fromEntries(
    Object.entries(port).map(([name, work]: [string, Method]) => [
      name,
      (...args: readonly unknown[]) => {
        const ask = (): unknown => work(...args);
        const answered = ask();
        if (answered instanceof Promise) return untilAnswered(answered, async () => ask());
        return isPaged(answered) ? pagesUntilTheEnd(answered, () => ask() as AsyncGenerator) : answered;
      },
    ]),
  ) as Port;

const isPaged = (answered: unknown): answered is AsyncGenerator =>
  typeof answered === 'object' && answered !== null && Symbol.asyncIterator in answered;

const assertPassing = (error: unknown, tries: number): void => {
  if (!(error instanceof Unavailable) || tries >= mostTries) throw error;
};

const untilAnswered = async (first: Promise<unknown>, ask: () => Promise<unknown>): Promise<unknown> => {
  let answered = first;
  for (let tries = 1; ; tries += 1)
    try {
      return await answered;
    } catch (error) {
      assertPassing(error, tries);
      answered = ask();
    }
};

async function* pagesUntilTheEnd(first: AsyncGenerator, ask: () => AsyncGenerator): AsyncGenerator {
  let pages = first;
  let given = 0;
  for (let tries = 1; ; tries += 1)
    try {
      for await (const page of behind(given, pages)) {
        given += 1;
        yield page;
      }
      return;
    } catch (error) {
      assertPassing(error, tries);
      pages = ask();
    }
}

/** Leaves out so many pages. */
async function* behind(given: number, pages: AsyncGenerator): AsyncGenerator {
  let seen = 0;
  for await (const page of pages) if ((seen += 1) > given) yield page;
}
