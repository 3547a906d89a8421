import { NoToken, tokensFor } from './client/credentials.ts';
import { CommandLineError, readCommandLine, usage } from './smoke/command-line.ts';
import { frontDoor, type Door } from './smoke/front-door.ts';
import { smokeTest } from './smoke/smoke-test.ts';

/** A clerk may do all that the test does. Without a token it goes as far as it is let in, and says what it saw. */
const credentials = async ({ address }: Door): Promise<{ readonly token?: string }> => {
  try {
    return { token: await tokensFor(address, process.env)({ name: 'smoke-test', roles: ['clerk'] }) };
  } catch (error) {
    if (error instanceof NoToken) return {};
    throw error;
  }
};

// Exit codes: 0 when every step held, 1 when one did not, 2 when the command line cannot be understood.
try {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(usage);
  } else {
    const passed = await smokeTest({
      door: frontDoor({ ...options, ...(await credentials(options)) }),
      patience: options.patience,
      say: (line) => console.log(line),
    });
    process.exitCode = passed ? 0 : 1;
  }
} catch (error) {
  if (!(error instanceof CommandLineError)) throw error;
  console.error(`${error.message}\n\n${usage}`);
  process.exitCode = 2;
}
