export { answerManagement } from './answer-management.ts';
