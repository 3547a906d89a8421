import { parseArgs } from 'node:util';

/** What is asked of the generations of a view. */
export interface GenerationsCommand {
  readonly view: string;
  /** What goes along as parameters of the request. */
  readonly query: string;
}

/** How views are switched. */
export const usageOfGenerations = `npm run views -- status
npm run views -- switch VIEW --reason TEXT [--to GENERATION] [--force]
npm run views -- back   VIEW --reason TEXT
npm run views -- drop   VIEW --generation GENERATION --reason TEXT

Shows all views with their generations; makes a generation the one that is read, the newest if none is given; goes back to the one
before; removes what a generation has left that is no longer declared. Asks the system at ANNAL_URL with ANNAL_TOKEN, else the one
on this machine. VIEW is a name without a generation, like orders.

  --reason   is recorded with your id, and never deleted: it must name nobody
  --force    switches whatever is missing`;

/** Which options an action takes, besides its reason. */
const optionsOf = { switch: ['to', 'force'], back: [], drop: ['generation'] } as const;

/** An action on one view. */
export type GenerationsAction = keyof typeof optionsOf;

/** Reads the arguments. Undefined when it has printed how it is done; the exit code is then set. */
export const readGenerationsCommand = (
  action: GenerationsAction,
  args: readonly string[],
): GenerationsCommand | undefined => {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...{ reason: { type: 'string' }, to: { type: 'string' }, generation: { type: 'string' } },
        ...{ force: { type: 'boolean' }, help: { type: 'boolean' } },
      },
    });
    const { reason, help, ...options } = values;
    if (help !== true) return { view: viewOf(positionals), query: queryOf(action, reason, options) };
    console.log(usageOfGenerations);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${usageOfGenerations}`);
    process.exitCode = 2;
  }
  return undefined;
};

const viewOf = ([view = '', ...more]: readonly string[]): string => {
  if (view === '' || more.length > 0) throw new Error('Name one view.');
  return view;
};

const queryOf = (
  action: GenerationsAction,
  reason: string | undefined,
  options: Readonly<Record<string, string | boolean | undefined>>,
): string => {
  if (reason === undefined) throw new Error('Say why: --reason TEXT.');
  const taken: readonly string[] = optionsOf[action];
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const odd = given.find(([name]) => !taken.includes(name));
  if (odd !== undefined) throw new Error(`${action} takes no --${odd[0]}.`);
  if (action === 'drop' && options['generation'] === undefined) throw new Error('Say which: --generation GENERATION.');
  return String(
    new URLSearchParams({ ...Object.fromEntries(given.map(([name, value]) => [name, String(value)])), reason }),
  );
};
