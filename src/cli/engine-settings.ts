/** The configuration as the engine wants it, files of sequences and the configured senders included. */
import { liquid } from '../compose/render-template.ts';
import { loadSequenceFiles, type SequenceFile } from '../config/load-sequence-files.ts';
import type { Config } from '../config/read-config.ts';
import { writeSequence } from '../domain/write-sequence.ts';
import type { EngineOptions } from '../engine-options.ts';
import { RelanceError } from '../errors.ts';
import type { Logger } from '../logger.ts';
import type { OpenDatabase } from '../operations/open-database.ts';
import { configuredSenders } from './configured-senders.ts';

type Content = Required<Pick<EngineOptions, 'sequences' | 'templates'>> & Pick<EngineOptions, 'policy' | 'alerts'>;

/** @throws RelanceError `invalid_configuration` when a file of RELANCE_SEQUENCES has problems */
export async function readContent(config: Config): Promise<Content> {
  const files = await loadSequenceFiles(config.sequences ?? [], liquid);
  const problems = files.flatMap((file) =>
    file.problems.map((problem) => ({ ...problem, path: placeOf(file, problem) })),
  );
  if (problems.length > 0) {
    throw new RelanceError('invalid_configuration', 'The files of RELANCE_SEQUENCES have problems', { problems });
  }
  const policy = files.find((file) => file.policy)?.policy?.document;
  const alerts = files.find((file) => file.alerts)?.alerts?.document;
  return {
    sequences: files.flatMap(({ sequences }) => sequences.map(writeSequence)),
    templates: files.flatMap(({ templates }) => templates),
    ...(policy && { policy }),
    ...(alerts && { alerts }),
  };
}

/** `nudge.yaml:7:5 steps[0].after` */
export function placeOf({ file }: SequenceFile, problem: { path: string; line?: number; column?: number }): string {
  const position = problem.line === undefined ? '' : `:${problem.line}:${problem.column ?? 1}`;
  return `${file}${position}${problem.path === '' ? '' : ` ${problem.path}`}`;
}

/** What is opened, as `openDatabase` answers. */
type Opened = Pick<OpenDatabase, 'url' | 'secretKey'>;

export function engineOptions(config: Config, database: Opened, logger: Logger, content?: Content): EngineOptions {
  const senders = configuredSenders(config);
  return {
    database: database.url,
    logger,
    ...content,
    ...(senders.length > 0 && { senders }),
    // The key of the embedded database stays known: what it has sealed must be read after another one was set.
    secretKeys: [...(config.secretKeys ?? []), ...(database.secretKey === undefined ? [] : [database.secretKey])],
    ...(config.publicUrl !== undefined && { publicUrl: config.publicUrl }),
    allowPrivateAddresses: config.allowPrivateAddresses,
    worker: {
      ...(config.workerName !== undefined && { name: config.workerName }),
      leaseMs: config.workerLeaseMs,
      leaseLeftMs: config.workerLeaseLeftMs,
      heldMax: config.workerHeldMax,
      clockStableMs: config.workerClockStableMs,
    },
  };
}
