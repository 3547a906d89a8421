export { answerAtom, refuseAtom } from './answer-atom.ts';
