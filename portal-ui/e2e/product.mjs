// The real product for the stories: started in a folder and on ports of its own, and stopped at the end.
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../../', import.meta.url))
const run = promisify(execFile)

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.on('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
}

export const admin = { email: 'admin@example.com', password: 'correct-horse-battery' }

/** The product in a folder and on ports of its own, or the one that CAUSALITY_E2E_PORTAL and CAUSALITY_E2E_GATEWAY name. */
export async function prepareProduct() {
  const running = process.env.CAUSALITY_E2E_PORTAL
  if (running) return { portal: running, gateway: process.env.CAUSALITY_E2E_GATEWAY ?? '', start: async () => {}, stop: async () => {} }
  const data = mkdtempSync(join(tmpdir(), 'causality-e2e-'))
  const [gateway, management, portal] = [await freePort(), await freePort(), await freePort()]
  const env = {
    ...process.env,
    CAUSALITY_DATA: data,
    CAUSALITY_GATEWAY_PORT: String(gateway),
    CAUSALITY_MANAGEMENT_PORT: String(management),
    CAUSALITY_PORTAL_PORT: String(portal),
    CAUSALITY_ADMIN_EMAIL: admin.email,
    CAUSALITY_ADMIN_PASSWORD: admin.password,
  }
  const causality = (...words) => run(join(root, 'causality'), words, { env, cwd: root, maxBuffer: 1 << 24 })
  return {
    portal: `http://127.0.0.1:${portal}`,
    gateway: `http://127.0.0.1:${gateway}`,
    start: () =>
      causality('up', '--detach').catch((error) => {
        throw new Error(`the product did not start: ${error.stderr || error.message}`, { cause: error })
      }),
    stop: async () => {
      await causality('down')
      rmSync(data, { recursive: true, force: true })
    },
  }
}
