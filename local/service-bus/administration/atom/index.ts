export { answerAtom } from './answer-atom.ts';
