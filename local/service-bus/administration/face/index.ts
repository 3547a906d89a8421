export { answerFace } from './answer-face.ts';
