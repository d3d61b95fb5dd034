import { fileURLToPath, URL } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

// Everything is built into build/web of the repository, from where `tenure serve` answers it.
export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    outDir: '../../build/web',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1200,
    rollupOptions: { output: { manualChunks: { echarts: ['echarts/core', 'echarts/charts'] } } },
  },
  // `npx vite` beside a served ledger: the page comes from here, the calls go there.
  server: { proxy: { '/v1': { target: 'http://127.0.0.1:8080', ws: true }, '/checkpoint': 'http://127.0.0.1:8080' } },
});
