import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// The built page goes into the Python package, so that users need no Node.
export default defineConfig({
  plugins: [svelte()],
  base: '/',
  build: {
    outDir: '../web/static',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8321' } },
  test: { include: ['tests/**/*.test.ts'] },
});
