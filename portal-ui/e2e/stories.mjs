import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { askStories } from './ask-stories.mjs'
import { patience } from './browser.mjs'
import { detectionStories } from './detection-stories.mjs'
import { modelStories } from './model-stories.mjs'
import { admin } from './product.mjs'
import { shopEvents } from './shop.mjs'

// Another name, to walk through a product that already runs.
const APP = process.env.CAUSALITY_E2E_APP ?? 'shop'
const viewer = { email: `viewer-of-${APP}@example.com`, password: 'only-looking-around' }
const people = 240

async function signIn(page, portal, who) {
  await page.goto(`${portal}/app/`)
  await page.getByLabel('Email').fill(who.email)
  await page.getByLabel('Password').fill(who.password)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.waitForURL((url) => !url.pathname.includes('sign-in'))
}

function insight(portal, q, chart) {
  const search = new URLSearchParams({ q: JSON.stringify(q), ...(chart ? { chart } : {}) })
  return `${portal}/app/${APP}/insights?${search}`
}

/** A row of a table as its cells' texts. */
async function cells(page, text) {
  const row = page.getByRole('row').filter({ hasText: text }).first()
  await row.waitFor()
  return (await row.locator('th, td').allTextContents()).map((cell) => cell.trim())
}

/** Clicks a country of a map: the first place at which the tooltip names it, from a part of the map's width and height on. */
async function clickCountry(page, map, name, left, top) {
  const box = await map.boundingBox()
  for (let y = top; y < top + 0.2; y += 0.015) {
    for (let x = left; x < left + 0.15; x += 0.0075) {
      const at = [box.x + x * box.width, box.y + y * box.height]
      await page.mouse.move(...at)
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))))
      if (await map.getByText(name, { exact: true }).isVisible()) return page.mouse.click(...at)
    }
  }
  throw new Error(`${name} is not on the map`)
}

const funnel = {
  kind: 'funnel',
  steps: [{ event: 'Signed up' }, { event: 'Product viewed' }, { event: 'Added to cart' }, { event: 'Paid' }],
  from: '-60d',
}

export const stories = [
  [
    'a wrong password is refused, the right one opens the app',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/`)
      await page.getByLabel('Email').fill(admin.email)
      await page.getByLabel('Password').fill('wrong')
      await page.getByRole('button', { name: 'Sign in' }).click()
      await page.getByText('do not fit together').waitFor()
      await page.reload()
      await page.getByRole('heading', { name: 'Sign in to Causality' }).waitFor()
      await picture(page, 'sign-in', problems)
      await signIn(page, product.portal, admin)
      // The product starts with an app of its own, `demo`.
      await page.getByRole('heading', { name: 'Overview' }).waitFor()
    },
  ],
  [
    'an admin makes an app',
    async ({ page, product }) => {
      await page.goto(`${product.portal}/app/-/new-app`)
      await page.getByLabel('Name').fill('Shop')
      assert.equal(await page.getByLabel('Id').inputValue(), 'shop')
      await page.getByLabel('Id').fill(APP)
      await page.getByRole('button', { name: 'Create the app' }).click()
      await page.getByRole('heading', { name: 'Send events' }).waitFor()
    },
  ],
  [
    'a key is made, and the first event is seen as it arrives, and a bad one with its reason',
    async ({ page, product, picture, problems, memory }) => {
      assert.equal(await page.getByLabel('Address of the gateway').inputValue(), product.gateway)
      await page.getByRole('button', { name: 'Make a key' }).click()
      const key = await page.getByTestId('key').textContent()
      memory.key = key
      assert.match(await page.getByTestId('snippet').textContent(), new RegExp(key))
      await page.getByText('listening').waitFor()
      const send = (event) =>
        fetch(`${product.gateway}/v1/events/ingest`, {
          method: 'POST',
          headers: { 'X-API-Key': key, 'Content-Type': 'application/json' },
          body: JSON.stringify({ event }),
        })
      const refused = await send({ event: 'Nobody did this' })
      assert.equal(refused.status, 400)
      await page.locator('.live-row[data-rejected]').first().waitFor()
      const taken = await send({ event: 'Hello', userId: 'user-000', deviceId: 'device-0' })
      assert.equal(taken.status, 200)
      await page.getByText('It arrived.').waitFor()
      await picture(page, 'send-events', problems)
    },
  ],
  [
    'a month of the shop is loaded and its counts balance',
    async ({ page, product, memory, picture, problems }) => {
      const lines = shopEvents(Date.now(), people)
      memory.events = lines.length
      for (let from = 0; from < lines.length; from += 1000) {
        const response = await fetch(`${product.gateway}/v1/events/batch`, {
          method: 'POST',
          headers: { 'X-API-Key': memory.key, 'Content-Type': 'application/json' },
          body: `{"events":[${lines.slice(from, from + 1000).join(',')}]}`,
        })
        const reply = await response.json()
        assert.equal(reply.rejectedCount, 0)
      }
      await page.goto(`${product.portal}/app/${APP}/pipeline`)
      // One more: the event of the story before.
      const inLake = page.locator('.flow-box', { hasText: 'in the lake' }).locator('strong')
      await page.waitForFunction(
        (wanted) => [...document.querySelectorAll('.flow-box')].at(-1)?.querySelector('strong')?.textContent === wanted,
        (lines.length + 1).toLocaleString('en'),
        { timeout: patience },
      )
      assert.equal(await inLake.textContent(), (lines.length + 1).toLocaleString('en'))
      await page.getByText('The counts balance').waitFor()
      await picture(page, 'pipeline', problems)
    },
  ],
  [
    'the funnel has the planted numbers; who dropped becomes a cohort',
    async ({ page, product, picture, problems }) => {
      await page.goto(insight(product.portal, funnel))
      for (const [label, count] of [
        ['1. Signed up', people],
        ['2. Product viewed', people / 2],
        ['3. Added to cart', people / 4],
        ['4. Paid', people / 8],
      ]) {
        assert.equal((await cells(page, label))[1], String(count), label)
      }
      await picture(page, 'funnel', problems)
      await page.getByRole('button', { name: 'Compare' }).click()
      const found = (await cells(page, 'team = large')).slice(1, 4)
      assert.deepEqual(found, ['50.0%', `${((100 * people) / 16 / (people * 0.875)).toFixed(1)}%`, '13×'])
      await page.getByText('More often with those who got to the end').scrollIntoViewIfNeeded()
      await picture(page, 'correlation', problems)
      await page.getByRole('row').filter({ hasText: '3. Added to cart' }).getByRole('button', { name: /Dropped after/ }).click()
      await page.getByText('30 people').waitFor()
      await picture(page, 'people-behind-a-number', problems)
      await page.getByRole('button', { name: 'Save as cohort' }).click()
      await page.getByLabel('Name of the cohort').fill('Left the cart')
      await page.getByRole('button', { name: 'Save cohort' }).click()
      await page.getByText('saved with 30 people').waitFor()
      await page.getByRole('dialog').getByRole('link').first().click()
      await page.getByRole('heading', { name: 'Timeline' }).waitFor()
      await page.getByText('Added to cart').first().waitFor()
      const id = await page.getByRole('heading', { level: 1 }).textContent()
      const device = await page.getByRole('region', { name: 'Devices' }).locator('dt').first().textContent()
      await page.goto(`${product.portal}/app/${APP}/people/${device}`)
      await page.getByRole('heading', { level: 1, name: id, exact: true }).waitFor()
      await picture(page, 'person', problems)
    },
  ],
  [
    'trends: people by platform, compared with the time before; the address reproduces the chart',
    async ({ page, product, picture, settled, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/insights`)
      await settled(page)
      await page.keyboard.press('e')
      await page.getByRole('combobox', { name: 'Choose an event' }).fill('Signed')
      await page.getByRole('option', { name: /Signed up/ }).first().click()
      await page.getByRole('button', { name: 'Remove Any event' }).click()
      await page.getByRole('button', { name: 'Breakdown', exact: true }).click()
      await page.getByRole('combobox', { name: 'Break down by' }).fill('plan')
      await page.getByRole('option', { name: /^plan/ }).first().click()
      await page.keyboard.press('9')
      await page.getByRole('button', { name: 'Last 90 days' }).waitFor()
      await settled(page)
      assert.equal((await cells(page, 'free'))[1], String((people * 2) / 3))
      assert.equal((await cells(page, 'pro'))[1], String(people / 3))
      const address = page.url()
      await page.goto('about:blank')
      await page.goto(address)
      assert.equal((await cells(page, 'pro'))[1], String(people / 3))
      await page.goto(insight(product.portal, { kind: 'trends', series: [{ event: null, math: 'dau' }, { event: 'Signed up', math: 'total' }], interval: 'day', from: '-14d', compare: 'previous_period' }))
      await picture(page, 'trends', problems)
      await page.getByRole('button', { name: 'SQL', exact: true }).click()
      await page.getByRole('dialog').getByText('SELECT').first().waitFor()
      await page.keyboard.press('Escape')
      await page.keyboard.press('?')
      await page.getByRole('heading', { name: 'Keyboard shortcuts' }).waitFor()
      await page.keyboard.press('Escape')
    },
  ],
  [
    'a filter that leaves nothing is named, and goes with one click',
    async ({ page, product, picture, problems }) => {
      await page.goto(
        insight(product.portal, {
          kind: 'trends',
          series: [{ event: 'Paid', math: 'total' }],
          from: '-60d',
          filters: [
            { key: 'platform', op: 'is_set' },
            { key: 'product', op: 'exact', value: ['spaceship'] },
          ],
        }),
      )
      await page.getByText('One filter leaves nothing').waitFor()
      await page.getByText('product is spaceship').last().waitFor()
      await picture(page, 'empty-chart', problems)
      await page.getByRole('button', { name: 'Remove it' }).click()
      assert.equal((await cells(page, 'Paid'))[1], String(people / 8))
    },
  ],
  [
    'filters stand in groups, of which one is enough, and look at a cohort alone',
    async ({ page, product, picture, problems }) => {
      const either = shopEvents(Date.now(), people)
        .map((line) => JSON.parse(line))
        .filter((event) => event.event === 'Signed up' && (event.properties.plan === 'pro' || event.context.platform === 'ios'))
      await page.goto(insight(product.portal, { kind: 'trends', series: [{ event: 'Signed up', math: 'dau' }], from: '-60d', aggregate: true, filters: [] }, 'table'))
      await page.getByRole('button', { name: 'Group' }).click()
      const group = page.getByRole('group', { name: 'Any of' })
      for (const [key, value] of [
        ['plan', 'pro'],
        ['platform', 'ios'],
      ]) {
        await group.getByRole('button', { name: 'Filter', exact: true }).click()
        await page.getByRole('combobox', { name: 'Filter by' }).fill(key)
        await page.getByRole('option', { name: new RegExp(key) }).first().click()
        await group.getByRole('button', { name: `Values of ${key}: choose…` }).click()
        await page.getByRole('combobox', { name: `Choose values of ${key}` }).fill(value)
        await page.getByRole('option', { name: new RegExp(value) }).first().click()
        await page.keyboard.press('Escape')
      }
      await page.getByRole('row').filter({ hasText: 'Signed up' }).getByText(String(either.length), { exact: true }).waitFor()
      await picture(page, 'filter-groups', problems)
      await page.getByRole('button', { name: 'Remove the group' }).click()
      await page.getByRole('button', { name: 'Filter', exact: true }).click()
      await page.getByRole('combobox', { name: 'Filter by' }).fill('Left the cart')
      await page.getByRole('option', { name: /^Left the cart/ }).click()
      await page.getByRole('row').filter({ hasText: 'Signed up' }).getByText(String(people / 8), { exact: true }).waitFor()
      await page.getByRole('button', { name: /^Remove the filter/ }).click()
      await page.getByRole('button', { name: 'Breakdown', exact: true }).click()
      await page.getByRole('combobox', { name: 'Break down by' }).fill('Left the cart')
      await page.getByRole('option', { name: /^Left the cart/ }).click()
      assert.equal((await cells(page, 'Signed up, in Left the cart'))[1], String(people / 8))
      assert.equal((await cells(page, 'Signed up, not in Left the cart'))[1], String((people * 7) / 8))
    },
  ],
  ...[
    ['retention', { kind: 'retention', mode: 'first_time', target: { event: 'Signed up' }, returning: { event: null }, period: 'week', intervals: 5 }, /Cohort/],
    ['paths', { kind: 'paths', include: ['page'], max_steps: 4, from: '-60d' }, /\/products/],
    ['lifecycle', { kind: 'lifecycle', series: { event: null }, interval: 'week', from: '-60d' }, /Week of/],
    ['stickiness', { kind: 'stickiness', series: { event: null }, interval: 'day', from: '-30d' }, /Active days/],
    ['sessions', { kind: 'sessions', from: '-60d' }, /user-/],
  ].map(([name, q, text]) => [
    `${name} shows a picture and its numbers`,
    async ({ page, product, picture, problems }) => {
      await page.goto(insight(product.portal, q))
      await page.getByRole('table').getByText(text).first().waitFor()
      await page.locator('.chart[data-ready]').waitFor()
      await picture(page, name, problems)
    },
  ]),
  [
    'a chart is saved and stands on a dashboard; the dashboard is changed with the keyboard',
    async ({ page, product, picture, settled, problems }) => {
      await page.goto(insight(product.portal, funnel))
      await settled(page)
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('dialog').getByLabel('Name').fill('Purchase funnel')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'Purchase funnel' }).waitFor()
      await page.getByRole('button', { name: 'Add to dashboard' }).click()
      await page.getByLabel('Name of the new dashboard').fill('Our week')
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
      await page.getByText('Added to “Our week”').waitFor()
      await page.goto(insight(product.portal, { kind: 'trends', series: [{ event: null, math: 'dau' }], interval: 'day', from: '-30d' }))
      await settled(page)
      await page.getByRole('button', { name: 'Add to dashboard' }).click()
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.getByRole('link', { name: 'Dashboards' }).click()
      await page.getByRole('link', { name: 'Our week' }).click()
      await page.getByRole('heading', { name: 'Our week' }).waitFor()
      await page.getByRole('button', { name: 'Edit' }).click()
      await page.getByRole('button', { name: /^Move Purchase funnel|^Move Funnel/ }).focus()
      await page.keyboard.press('Shift+ArrowLeft')
      await page.getByRole('button', { name: /^Move Trends/ }).focus()
      await page.keyboard.press('ArrowLeft')
      await page.keyboard.press('Shift+ArrowRight')
      await page.getByText('column 6, row 1, 7 wide').waitFor({ state: 'attached' })
      await page.getByRole('button', { name: 'Save' }).click()
      await page.getByText('Dashboard saved').waitFor()
      await picture(page, 'dashboard', problems)
      await page.keyboard.press('Control+k')
      await page.getByRole('combobox', { name: 'Ask, go to or begin' }).fill('purch')
      await page.getByRole('option', { name: /^Purchase funnel/ }).waitFor()
      await picture(page, 'palette', problems)
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Purchase funnel' }).waitFor()
    },
  ],
  [
    'countries stand on a map, what is none below it; a country leads to its people',
    async ({ page, product, picture, settled, problems }) => {
      await page.goto(insight(product.portal, { kind: 'trends', series: [{ event: 'Signed up' }], from: '-60d', breakdown: { on: 'person', keys: ['plan'] } }))
      await settled(page)
      assert.equal(await page.getByRole('radio', { name: 'Map' }).count(), 0, 'no map without a country')
      await page.goto(insight(product.portal, { kind: 'trends', series: [{ event: 'Signed up' }], from: '-60d', breakdown: { on: 'person', keys: ['country'], limit: 5 } }))
      await page.getByRole('radio', { name: 'Map' }).click()
      const map = page.getByRole('img', { name: /^World map of 14 countries: Germany 50, United States 30, / })
      await map.and(page.locator('[data-ready]')).waitFor()
      const unplaced = await page.getByRole('list', { name: 'Not on the map:' }).getByRole('listitem').allTextContents()
      assert.deepEqual(unplaced.sort(), ['(none) 10', 'SG (Singapore) 10'])
      assert.deepEqual(await cells(page, 'GermanyDE'), ['Germany', 'DE', '40', '16.7%'])
      assert.deepEqual(await cells(page, 'SingaporeSG'), ['Singapore', 'SG', '10', '4.2%'])
      await picture(page, 'map', problems)
      for (const [name, count, left, top] of [
        ['Brazil', 10, 0.3, 0.6],
        ['Germany', 50, 0.49, 0.12],
      ]) {
        await clickCountry(page, map, name, left, top)
        await page.getByRole('dialog', { name }).getByText(`${count} people`).waitFor()
        await page.keyboard.press('Escape')
        await page.getByRole('dialog').waitFor({ state: 'detached' })
      }
      await page.getByRole('button', { name: 'Add to dashboard' }).click()
      await page.getByRole('dialog').getByLabel('Title of the tile').fill('Where they are')
      await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await page.goto(`${product.portal}/app/${APP}/dashboards`)
      await page.getByRole('link', { name: 'Our week' }).click()
      const tile = page.getByRole('region', { name: 'Where they are' })
      await tile.getByRole('img', { name: /^World map of 14 countries/ }).waitFor()
      await tile.getByText('SG (Singapore)').waitFor()
      await tile.scrollIntoViewIfNeeded()
      await picture(page, 'map-tile', problems)
    },
  ],
  [
    'home is the overview of the app, also on a phone',
    async ({ page, product, picture, settled, problems }) => {
      await page.goto(`${product.portal}/app/${APP}`)
      await settled(page)
      assert.equal(await page.getByText('No answer').count(), 0)
      await picture(page, 'overview', problems)
      await page.setViewportSize({ width: 390, height: 844 })
      await picture(page, 'overview-phone', problems)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
      assert.equal(wide, false, 'a phone scrolls down, not sideways')
      await page.getByRole('button', { name: 'Open the navigation' }).click()
      await page.getByRole('link', { name: 'Cohorts' }).click()
      await page.getByText('Left the cart').waitFor()
      await page.setViewportSize({ width: 1360, height: 860 })
      await picture(page, 'cohorts', problems)
    },
  ],
  [
    'SQL runs, shows its error at the place, and completes from the real tables',
    async ({ page, product, picture, settled, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/sql?sql=${encodeURIComponent(JSON.stringify("SELECT event_name, count(*) AS events\nFROM events\nGROUP BY event_name\nORDER BY events DESC, event_name"))}`)
      await settled(page)
      await page.getByRole('textbox', { name: 'SQL' }).click()
      await page.keyboard.press('Control+Enter')
      await page.getByRole('row').filter({ hasText: 'Paid' }).getByText(String(people / 8), { exact: true }).waitFor()
      await picture(page, 'sql', problems)
      await page.getByRole('textbox', { name: 'SQL' }).click()
      await page.keyboard.press('Control+a')
      await page.keyboard.type('SELECT nonsense FROM events')
      await page.keyboard.press('Control+Enter')
      await page.getByText('Line 1, column 8').waitFor()
      await page.locator('.cm-lintRange-error').waitFor()
      await page.getByRole('tab', { name: 'History' }).click()
      await page.getByRole('button', { name: /SELECT nonsense FROM events/ }).first().waitFor()
      await picture(page, 'sql-error-and-history', problems)
      await page.getByRole('textbox', { name: 'SQL' }).click()
      await page.keyboard.press('Control+a')
      await page.keyboard.type("SELECT count(*) AS events FROM events WHERE event_name = {{name}}")
      await page.getByLabel('name', { exact: true }).fill('Paid')
      await page.getByRole('button', { name: 'Run', exact: true }).click()
      await page.locator('.sql-result').getByText(String(people / 8), { exact: true }).waitFor()
      const downloads = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Download', exact: true }).click()
      await page.getByRole('menuitem', { name: 'CSV' }).click()
      assert.match(readFileSync(await (await downloads).path(), 'utf8'), new RegExp(`^"?events"?\\r?\\n"?${people / 8}"?\\r?\\n$`))
      await page.getByRole('button', { name: 'Save', exact: true }).click()
      await page.getByRole('dialog').getByLabel('Name').fill('How many of one kind')
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('heading', { name: 'How many of one kind' }).waitFor()
      await page.getByRole('tab', { name: 'Saved' }).click()
      await page.locator('.query-entry', { hasText: 'How many of one kind' }).first().waitFor()
      await picture(page, 'sql-saved', problems)
    },
  ],
  [
    'live shows events as they come',
    async ({ page, product, picture, memory, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/live`)
      await page.getByText('people active in the last 5 minutes').waitFor()
      await page.locator('.live-dot[data-state="open"]').waitFor()
      const events = ['page_view', 'Product viewed', 'Added to cart', 'Paid', 'Signed up'].map((event, index) => ({
        event,
        userId: `user-00${index}`,
        deviceId: `device-${index}`,
        context: { platform: 'web', page: { url: `https://shop.example/products/${index}` } },
      }))
      const response = await fetch(`${product.gateway}/v1/events/batch`, {
        method: 'POST',
        headers: { 'X-API-Key': memory.key, 'Content-Type': 'application/json' },
        body: JSON.stringify({ events }),
      })
      assert.equal(response.status, 200)
      await page.locator('.live-row').getByText('Added to cart').waitFor()
      await picture(page, 'live', problems)
    },
  ],
  ...detectionStories,
  ...askStories,
  ...modelStories,
  [
    'an admin makes a viewer, and the audit log knows it',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/settings?section=users`)
      await page.getByRole('button', { name: 'New user' }).click()
      await page.getByLabel('Email').fill(viewer.email)
      await page.getByLabel('Password').fill(viewer.password)
      await page.getByRole('checkbox', { name: 'Shop' }).last().check()
      await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click()
      await page.getByRole('cell', { name: viewer.email }).first().waitFor()
      await picture(page, 'users', problems)
      await page.getByRole('tab', { name: 'Audit log' }).click()
      await page.getByRole('row').filter({ hasText: 'user.create' }).first().waitFor()
      await picture(page, 'audit-log', problems)
      await page.getByRole('tab', { name: 'Keys' }).click()
      await page.getByRole('row').nth(1).waitFor()
      await picture(page, 'keys', problems)
      await page.getByRole('tab', { name: 'App', exact: true }).click()
      await picture(page, 'app-settings', problems)
    },
  ],
  [
    'an account has its sessions and tokens; a token works until it is deleted',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/settings?section=account`)
      await page.getByText('this one').waitFor()
      await page.getByLabel('Name of the token').fill('Nightly export')
      await page.getByRole('button', { name: 'Make a token' }).click()
      const token = await page.locator('[aria-labelledby="tokens"] .notice code').textContent()
      const answer = await fetch(`${product.portal}/api/apps`, { headers: { Authorization: `Bearer ${token}` } })
      assert.deepEqual((await answer.json()).apps.map((app) => app.id).includes(APP), true)
      await picture(page, 'account', problems)
      const row = page.getByRole('row').filter({ hasText: 'Nightly export' })
      await row.getByRole('button', { name: 'Delete' }).click()
      await row.waitFor({ state: 'detached' })
      assert.equal((await fetch(`${product.portal}/api/apps`, { headers: { Authorization: `Bearer ${token}` } })).status, 401)
    },
  ],
  [
    'lists: people, saved charts, dashboards',
    async ({ page, product, picture, problems }) => {
      await page.goto(`${product.portal}/app/${APP}/people`)
      await page.getByRole('link', { name: 'user-000', exact: true }).waitFor()
      await picture(page, 'people', problems)
      await page.goto(`${product.portal}/app/${APP}/charts`)
      await page.getByRole('link', { name: 'Purchase funnel' }).waitFor()
      await picture(page, 'saved-charts', problems)
      await page.goto(`${product.portal}/app/${APP}/dashboards`)
      await page.getByRole('link', { name: 'Our week' }).waitFor()
      await picture(page, 'dashboards', problems)
    },
  ],
  [
    'a viewer looks at everything and changes nothing, neither in the app nor past it',
    async ({ browser, product, picture, problems }) => {
      const context = await browser.newContext({ viewport: { width: 1360, height: 860 } })
      context.setDefaultTimeout(patience)
      const page = await context.newPage()
      await signIn(page, product.portal, viewer)
      await page.goto(insight(product.portal, funnel))
      assert.equal((await cells(page, '4. Paid'))[1], String(people / 8))
      assert.equal(await page.getByRole('button', { name: 'Save', exact: true }).count(), 0)
      assert.equal(await page.getByRole('button', { name: 'Add to dashboard' }).count(), 0)
      await picture(page, 'viewer', problems)
      const attempt = (csrf) =>
        page.evaluate(
          async ([app, token]) =>
            (
              await fetch(`/api/apps/${app}/charts`, {
                method: 'POST',
                headers: { 'Content-Type': 'application/json', ...(token ? { 'X-CSRF-Token': token } : {}) },
                body: JSON.stringify({ name: 'x', query: { kind: 'sessions' }, display: { chart: 'table' } }),
              })
            ).json(),
          [APP, csrf],
        )
      const csrf = await page.evaluate(async () => (await (await fetch('/api/session')).json()).csrf)
      assert.equal((await attempt(null)).code, 'csrf')
      assert.equal((await attempt(csrf)).status, 403)
      await context.close()
    },
  ],
  [
    'a viewer changes the password that the admin gave: the other browser is signed out, the old password is refused',
    async ({ browser, product }) => {
      const open = async () => {
        const context = await browser.newContext({ viewport: { width: 1360, height: 860 } })
        context.setDefaultTimeout(patience)
        return context.newPage()
      }
      const page = await open()
      const elsewhere = await open()
      for (const each of [page, elsewhere]) {
        await signIn(each, product.portal, viewer)
        await each.goto(`${product.portal}/app/${APP}/settings?section=account`)
        await each.getByText('this one').waitFor()
      }
      const change = async (current, password) => {
        await page.getByLabel('Current password').fill(current)
        await page.getByLabel('New password').fill(password)
        await page.getByRole('button', { name: 'Change password' }).click()
      }
      const own = `chosen-by-myself-${APP}`
      await change('not-this-one-at-all', own)
      await page.locator('form .notice').waitFor()
      await change(viewer.password, own)
      await page.getByText('Password changed. Your other sessions have ended.').waitFor()
      await page.reload()
      await page.getByText('this one').waitFor()
      await elsewhere.reload()
      await elsewhere.getByLabel('Email').fill(viewer.email)
      await elsewhere.getByLabel('Password').fill(viewer.password)
      await elsewhere.getByRole('button', { name: 'Sign in' }).click()
      await elsewhere.getByText('do not fit together').waitFor()
      await signIn(elsewhere, product.portal, { email: viewer.email, password: own })
      await page.context().close()
      await elsewhere.context().close()
    },
  ],
]
