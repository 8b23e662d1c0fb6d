import { defineConfig } from 'vitest/config';

// Flow and browser tests share two cores with the stack they start; unit tests run beside each other. Time limits only end what hangs:
// a busy machine is no fault.
export default defineConfig({
  test: {
    // Said once per file: the deployed functions run on a newer Node.
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/unit/**/*.test.tsx', 'tests/contract/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'flow',
          include: ['tests/flow/**/*.test.ts', 'tests/browser/**/*.test.ts'],
          exclude: ['tests/flow/push-crash.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        // Four minutes of both cores: `npm run test:crash`.
        test: { name: 'crash', include: ['tests/flow/push-crash.test.ts'], testTimeout: 900_000, hookTimeout: 120_000 },
      },
    ],
  },
});
