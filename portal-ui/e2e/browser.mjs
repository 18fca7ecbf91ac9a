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

/** The pictures that are shown to readers, where a run shall make them anew. */
const shown = new Set(
  process.env.CAUSALITY_E2E_PICTURES
    ? [
        ...['overview', 'overview-phone', 'dashboard', 'trends', 'funnel', 'correlation', 'retention', 'paths', 'lifecycle', 'stickiness', 'sessions'],
        ...['filter-groups', 'map', 'palette', 'people', 'person', 'sql', 'pipeline', 'live', 'rule', 'alerts', 'ask', 'ask-investigate'],
      ]
    : [],
)

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
    (violation) =>
      `${violation.id}: ${violation.help} (${violation.nodes.map((node) => `${node.target.join(' ')} - ${node.failureSummary.split('\n').at(-1).trim()}`).slice(0, 3).join('; ')})`,
  )
}

/** What the page still waits for, one line each; nothing when it is as it will stay. */
function unsettled() {
  const text = (selector) => [...document.querySelectorAll(selector)].map((element) => `${selector} ${element.getAttribute('aria-label') ?? element.className}`)
  return [
    ...(document.querySelector('main h1') ? [] : ['no heading']),
    ...(document.fonts.status === 'loaded' ? [] : ['fonts']),
    ...text('.spinner, .skeleton, [aria-busy="true"]'),
    ...text('.chart:not([data-ready])'),
    ...document
      .getAnimations()
      .filter((each) => each.playState === 'running' && each.effect?.getComputedTiming().iterations !== Infinity)
      .map((each) => `animation of ${each.effect?.target?.className}`),
  ]
}

/** Waits until nothing is loading, each chart is drawn and nothing moves, in two frames one after the other. */
export async function settled(page) {
  const left = await page.evaluate(`(${untilSettled})(${unsettled}, ${patience})`)
  if (left.length > 0) throw new Error(`the page does not settle: ${left.join('; ')}`)
}

async function untilSettled(unsettled, patience) {
  const end = performance.now() + patience
  let left
  let calm = 0
  do {
    await new Promise((done) => requestAnimationFrame(done))
    left = unsettled()
    calm = left.length === 0 ? calm + 1 : 0
  } while (calm < 2 && performance.now() < end)
  return left
}

/** The page in both themes, each checked with axe. They go to target; those that the README and the public pages show to docs/screens, if they are wanted. */
export async function picture(page, name, problems) {
  const folder = shown.has(name) ? screens : others
  mkdirSync(folder, { recursive: true })
  // A message covers what it tells about.
  await page.evaluate(() => document.querySelectorAll('.toast button').forEach((button) => button.click()))
  // Where the mouse stands, nothing shall be highlighted.
  await page.mouse.move(0, 0)
  for (const [theme, suffix] of [
    ['light', ''],
    ['dark', '-dark'],
  ]) {
    await page.emulateMedia({ colorScheme: theme })
    await page.locator(`html[data-theme="${theme}"]`).waitFor()
    await settled(page)
    problems.push(...(await accessibilityProblems(page)).map((problem) => `${name} (${theme}): ${problem}`))
    await page.screenshot({ path: `${folder}${name}${suffix}.png` })
  }
  await page.emulateMedia({ colorScheme: 'light' })
}
