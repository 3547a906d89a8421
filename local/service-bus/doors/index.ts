export { keepCertificate } from './keep-certificate.ts';
export { openDoors } from './open-doors.ts';
