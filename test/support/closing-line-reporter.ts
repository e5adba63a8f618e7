// Prints one last plain line, `N passed, N failed, N skipped`, for readers that don't know vitest's own closing output.
// It is written when the process ends, so that nothing can come after it. A file that could not be loaded and an error
// outside any test count as failures: the line never says 0 failed for a run that failed.
import { writeSync } from 'node:fs';
import type { Reporter, SerializedError, TestModule } from 'vitest/node';

export default class ClosingLineReporter implements Reporter {
  #passed = 0;
  #failed = 0;
  #skipped = 0;

  onInit(): void {
    process.once('exit', (code) => {
      const failed = this.#failed === 0 && code !== 0 ? 1 : this.#failed;
      writeSync(1, `${this.#passed} passed, ${failed} failed, ${this.#skipped} skipped\n`);
    });
  }

  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    this.#passed = 0;
    this.#failed = unhandledErrors.length;
    this.#skipped = 0;
    for (const module of modules) {
      let failedHere = 0;
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed') this.#passed++;
        else if (state === 'failed') failedHere++;
        else this.#skipped++;
      }
      this.#failed += failedHere > 0 || module.ok() ? failedHere : 1;
    }
  }
}
