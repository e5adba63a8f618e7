// Relance with its whole contract on: attempts, messages, timeline, guards, next step planned.
import type { Subject } from '../subject.ts';

const notYet = 'the engine is not wired to the bench yet';

export const relance: Subject = {
  name: 'relance',
  version: '0.1.0',
  configuration: notYet,
  unavailable: notYet,
  install: () => Promise.reject(new Error(notYet)),
  openClient: () => Promise.reject(new Error(notYet)),
  openWorker: () => Promise.reject(new Error(notYet)),
};
