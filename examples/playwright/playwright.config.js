import { defineConfig } from '@playwright/test';

const url = 'http://127.0.0.1:5077';

export default defineConfig({
  testMatch: '*.spec.js',
  use: { baseURL: url },
  webServer: { command: 'cocalc-mock-hub --port 5077', url: `${url}/health`, reuseExistingServer: false },
});
