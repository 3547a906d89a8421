export { answerFace } from './answer-face.ts';
export { refuseStrangers } from './refuse-strangers.ts';
export { isForFace, type FaceAnswer, type FaceRequest } from './face-request.ts';
