import { describe, expect, it } from 'vitest';
import { readCommandLine } from '../command-line.ts';

describe('the command line of the local Service Bus', () => {
  it('has the ports of Azure and keeps its data unless told otherwise', () => {
    expect(readCommandLine([], {})).toEqual({
      port: 5672,
      administrationPort: 5300,
      data: '.annal/service-bus',
      faultSwitch: false,
    });
  });

  it('takes flags before settings, and empty settings for none', () => {
    const settings = { ANNAL_SERVICE_BUS_PORT: '1', ANNAL_SERVICE_BUS_ADMINISTRATION_PORT: '' };
    expect(readCommandLine(['--memory', '--fault-switch'], settings)).toMatchObject({
      port: 1,
      administrationPort: 5300,
      data: ':memory:',
      faultSwitch: true,
    });
    expect(readCommandLine(['--port', '2', '--administration-port=3'], settings)).toMatchObject({
      port: 2,
      administrationPort: 3,
    });
  });

  it.each([
    [['--prot', '1'], /Unknown option '--prot'/],
    [['--port', 'x'], /--port is "x", which is no port/],
    [['--administration-port', '70000'], /--administration-port is "70000"/],
    [['--memory', '--data', 'x'], /--data has no use/],
    [['--data', ''], /needs the path of a folder/],
    [['--declare', '/nowhere.json'], /\/nowhere\.json cannot be read/],
  ])('says what is wrong with %j', (argv, message) => {
    expect(() => readCommandLine(argv, {})).toThrow(message);
  });

  it('names the setting that is wrong', () => {
    expect(() => readCommandLine([], { ANNAL_SERVICE_BUS_PORT: 'x' })).toThrow(/ANNAL_SERVICE_BUS_PORT is "x"/);
  });
});
