import { afterEach, describe, expect, it, vi } from 'vitest';
import { carryOut, readArchiveCommand } from '../../../scripts/archive/command-line.ts';

afterEach(() => {
  process.exitCode = undefined;
});

describe('The commands of the archive', () => {
  it('use the system on this machine without settings', () => {
    expect(readArchiveCommand([])).toMatchObject({
      config: { cosmos: { connectionString: expect.stringContaining('127.0.0.1') as string } },
      database: 'annal',
      streamsAtOnce: 32,
      repairs: false,
    });
  });

  it('use what the command line names', () => {
    const command = readArchiveCommand(['--database', 'copy', '--streams', '8', '--repair', '--heads', 'a.txt']);
    expect(command).toMatchObject({ database: 'copy', streamsAtOnce: 8, repairs: true, headsFile: 'a.txt' });
    expect(readArchiveCommand(['--known-heads', 'b.txt'])).toMatchObject({ knownHeadsFile: 'b.txt' });
  });

  it('use Azure when the settings of the app are in the environment', () => {
    vi.stubEnv('COSMOS__accountEndpoint', 'https://annal.documents.azure.com/');
    vi.stubEnv('ARCHIVE__blobServiceUri', 'https://annal.blob.core.windows.net/');
    vi.stubEnv('COSMOS_DATABASE', 'shop');
    expect(readArchiveCommand([])).toMatchObject({
      config: {
        cosmos: { endpoint: 'https://annal.documents.azure.com/' },
        archive: { connection: { serviceUri: 'https://annal.blob.core.windows.net/' }, container: 'archive' },
      },
      database: 'shop',
    });
  });

  it.each([['--streams', '0'], ['--streams', 'many'], ['--colour'], ['a', 'b']])('refuse %s %s', (...args) => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    expect(readArchiveCommand(args)).toBeUndefined();
    expect(process.exitCode).toBe(2);
    expect(String(said.mock.calls[0])).toContain('npm run archive:restore');
  });

  it('say how they are used', () => {
    const said = vi.spyOn(console, 'log').mockReturnValue();
    expect(readArchiveCommand(['--help'])).toBeUndefined();
    expect(process.exitCode).toBeUndefined();
    expect(String(said.mock.calls[0])).toContain('--streams');
  });

  it('tell in words, and with an exit code, what stood in their way', async () => {
    const said = vi.spyOn(console, 'error').mockReturnValue();
    await carryOut(() => Promise.reject(new Error('database copy does not exist')));
    expect(process.exitCode).toBe(1);
    expect(said.mock.calls.join(' ')).toMatch(/database copy does not exist.*Is the system running/);
  });
});
