import { StartupError } from '@annal/local-server';
import { describe, expect, it } from 'vitest';
import { chosenFunctions } from '../host/chosen-functions.ts';
import { functionsOf, http } from './support/functions.ts';

const functions = functionsOf(http('one'), http('Two'), http('three'));
const chosen = (settings: Record<string, string>, only?: readonly string[]) => {
  const { running, disabled } = chosenFunctions(functions, settings, only);
  return { running: running.map(({ name }) => name), disabled: disabled.map(({ name }) => name) };
};

describe('Of an app', () => {
  it('all functions run', () => {
    expect(chosen({})).toEqual({ running: ['one', 'three', 'Two'], disabled: [] });
  });

  it('only the named ones run when some are named, whatever their case', () => {
    expect(chosen({}, ['two', 'ONE']).running).toEqual(['one', 'Two']);
  });

  it('none runs that a setting disables, in either spelling', () => {
    const settings = {
      'AzureWebJobs.one.Disabled': 'true',
      AzureWebJobs_Two_Disabled: '1',
      AzureWebJobs_three_Disabled: 'false',
    };
    expect(chosen(settings)).toEqual({ running: ['three'], disabled: ['one', 'Two'] });
  });

  it('a function that is not there cannot be named', () => {
    expect(() => chosen({}, ['four'])).toThrow(StartupError);
    expect(() => chosen({}, ['four'])).toThrow('no function "four". The app has one, three, Two');
  });
});
