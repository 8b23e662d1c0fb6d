import { defineConfig } from 'vitest/config';

// Flow and browser tests share two cores with the stack they start; unit tests run beside each other.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/contract/**/*.test.ts'],
        },
      },
      {
        test: {
          name: 'flow',
          include: ['tests/flow/**/*.test.ts', 'tests/browser/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
