import { nothingVanishes } from './nothing-vanishes.ts';

nothingVanishes('Over memory', () => Promise.resolve({}));
