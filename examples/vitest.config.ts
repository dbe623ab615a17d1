import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    root: import.meta.dirname,
    reporters: process.env.CI ? ['default', 'json'] : ['default'],
    outputFile: { json: '../node_modules/.cache/vitest-examples.json' },
  },
});
