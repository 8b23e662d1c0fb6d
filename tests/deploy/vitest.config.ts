import path from 'node:path';
import { defineConfig } from 'vitest/config';

// One emulator and two cores: a file at a time, its tests in order, and no use in going on after a failed deployment.
export default defineConfig({
  test: {
    name: 'deploy',
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['tests/deploy/**/*.test.ts'],
    fileParallelism: false,
    testTimeout: 180_000,
    hookTimeout: 180_000,
  },
});
