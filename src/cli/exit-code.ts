/** How a command ends, for scripts. The same list stands at the end of `relance --help`. */
export const exitCode = {
  /** Done; also a server or worker that was asked to stop and did. */
  ok: 0,
  /** Something failed, or a check found something wrong (`validate`, `doctor`). */
  failed: 1,
  /** The command line or the configuration is wrong; nothing was done. */
  usage: 2,
  /** A second SIGINT or SIGTERM ended a stop that was under way: 128 and the signal's number. */
  interrupted: 130,
  terminated: 143,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export const exitCodesText = `Exit codes:
  0        done, or stopped as asked
  1        something failed, or a check found something wrong
  2        the command line or the configuration is wrong; nothing was done
  130, 143 a second SIGINT or SIGTERM forced the end`;
