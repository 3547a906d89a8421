export { answerFace } from './answer-face.ts';
export { isForFace, type FaceAnswer, type FaceRequest } from './face-request.ts';
