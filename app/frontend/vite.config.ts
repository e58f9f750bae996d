import { svelte } from '@sveltejs/vite-plugin-svelte';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';

// Svelte's errors name pages of another host; what is shipped speaks of none.
const withoutLinks: Plugin = {
  name: 'without-links',
  renderChunk: (code) => code.replaceAll('https://svelte.dev/e/', 'svelte: '),
};

// The built page goes into the Python package, so that users need no Node.
export default defineConfig({
  plugins: [svelte(), withoutLinks],
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
