// ./causality up, Chromium, and the stories in their order: each goes on where the one before it ended.
// With words, only the stories whose names hold one of them, for a product that runs and has seen the others.
import { accessibilityProblems, launch, patience, picture, settled } from './browser.mjs'
import { prepareProduct } from './product.mjs'
import { stories } from './stories.mjs'

const words = process.argv.slice(2)
const told = stories.filter(([name], index) => index === 0 || words.length === 0 || words.some((word) => name.includes(word)))
let failed = 0
let passed = 0

// The browser first: without one, no product is started that nobody would stop.
const browser = await launch()
const product = await prepareProduct()
let stopping
function stop() {
  stopping ??= browser.close().finally(() => product.stop())
  return stopping
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(signal, () => {
    console.log(`web app stories: ${passed} passed, ended by ${signal}`)
    stop().finally(() => process.exit(1))
  })
}

try {
  await product.start()
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, colorScheme: 'light', permissions: ['clipboard-read', 'clipboard-write'] })
  context.setDefaultTimeout(patience)
  const page = await context.newPage()
  const errors = []
  page.on('pageerror', (error) => errors.push(String(error)))
  const world = { page, browser, product, picture, settled, accessibilityProblems, memory: {} }
  for (const [name, story] of told) {
    const began = Date.now()
    const problems = []
    try {
      await story({ ...world, problems })
      problems.push(...errors.splice(0))
      if (problems.length > 0) throw new Error(problems.join('\n'))
      passed++
      console.log(`ok   ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`)
    } catch (error) {
      if (stopping) break
      failed++
      errors.length = 0
      console.log(`FAIL ${name}\n${error.stack}`)
      await page.screenshot({ path: new URL(`../../target/e2e-failure-${passed + failed}.png`, import.meta.url).pathname })
      console.log(`     pictured in target/e2e-failure-${passed + failed}.png`)
      // A later story stands on the earlier ones.
      if (!process.env.CAUSALITY_E2E_GO_ON) break
    }
  }
} finally {
  await stop()
}
console.log(`web app stories: ${passed} passed, ${failed} failed`)
process.exit(failed === 0 && passed === told.length ? 0 : 1)
