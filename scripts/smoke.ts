import { CommandLineError, readCommandLine, usage } from './smoke/command-line.ts';
import { frontDoor } from './smoke/front-door.ts';
import { smokeTest } from './smoke/smoke-test.ts';

// Exit codes: 0 when every step held, 1 when one did not, 2 when the command line cannot be understood.
try {
  const options = readCommandLine(process.argv.slice(2), process.env);
  if (options === 'help') {
    console.log(usage);
  } else {
    const passed = await smokeTest({
      door: frontDoor(options),
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
