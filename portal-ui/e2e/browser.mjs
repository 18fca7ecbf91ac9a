// Debian's Chromium, driven by playwright-core; an axe check and a screenshot per page and theme.
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const screens = fileURLToPath(new URL('../../docs/screens/', import.meta.url))
const others = fileURLToPath(new URL('../../target/e2e-screens/', import.meta.url))
/** How long one thing may take, in ms: as long as a busy machine needs, unless said otherwise. */
export const patience = Number(process.env.CAUSALITY_E2E_PATIENCE_MS ?? 180_000)

/** The pictures that are shown to readers. */
const shown = new Set(['overview', 'trends', 'funnel', 'retention', 'paths', 'sql', 'pipeline', 'live'])

export function launch() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    headless: true,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** What axe finds wrong on the page as it is, one line each. */
export async function accessibilityProblems(page) {
  // Through the debugger: the portal's content policy rightly lets no other script in.
  await page.evaluate(axe)
  const result = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }))
  return result.violations.map(
    (violation) => `${violation.id}: ${violation.help} (${violation.nodes.map((node) => node.target.join(' ')).slice(0, 3).join('; ')})`,
  )
}

/** Waits until nothing is loading and each chart is drawn. */
export async function settled(page) {
  await page.waitForFunction(
    () => document.querySelector('main h1') !== null && document.querySelector('.spinner, .skeleton, [aria-busy="true"]') === null,
    undefined,
    { timeout: patience },
  )
  await page.evaluate(() => document.fonts.ready)
  // Drawn means: two frames after the last chart got its data, with its short animation over.
  await page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 400)))
}

/** The page in both themes, each checked with axe. Those that the README and the public pages show go to docs/screens, the others to target. */
export async function picture(page, name, problems) {
  const folder = shown.has(name) ? screens : others
  mkdirSync(folder, { recursive: true })
  // Where the mouse stands, nothing shall be highlighted.
  await page.mouse.move(0, 0)
  for (const [theme, suffix] of [
    ['light', ''],
    ['dark', '-dark'],
  ]) {
    await page.emulateMedia({ colorScheme: theme })
    await settled(page)
    problems.push(...(await accessibilityProblems(page)).map((problem) => `${name} (${theme}): ${problem}`))
    await page.screenshot({ path: `${folder}${name}${suffix}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
