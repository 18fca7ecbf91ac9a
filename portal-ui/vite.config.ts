import react from '@vitejs/plugin-react'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

// In development the app talks to a portal that runs beside it.
const portal = process.env.CAUSALITY_PORTAL_URL ?? 'http://127.0.0.1:8090'

export default defineConfig({
  base: '/app/',
  plugins: [react()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: { proxy: { '/api': portal } },
  build: { target: 'es2022', manifest: true, chunkSizeWarningLimit: 900 },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'node' },
})
